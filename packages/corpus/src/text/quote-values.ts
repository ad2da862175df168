/**
 * Valid JSON with quotes around each number, truth value and null: read then, each is the text that is written for it
 * (`1.10`, which is not `1.1`).
 */
export function quoteJson(json: string): string {
  return json.replace(/"(?:\\.|[^"\\])*"|[^\s{}[\]:,"]+/g, (token) =>
    token.startsWith('"') ? token : JSON.stringify(token),
  );
}

// Strings of several lines before those of one; a comment; a date with its time; any other word; what parts them.
const TOML_TOKEN =
  /"""(?:\\[\s\S]|[^\\])*?"{3,5}|'''[\s\S]*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*|\d{4}-\d\d-\d\d \d[\w:.+-]*|[^\s=,[\]{}#"']+|[=,[\]{}]/g;

/** Valid TOML with quotes around each number, date and truth value, as `quoteJson`. */
export function quoteToml(toml: string): string {
  // Whether a value comes next, and which brackets are open: of those of a table's name none holds a value.
  let isValueNext = false;
  const open: ("array" | "table" | "name")[] = [];
  return toml.replace(TOML_TOKEN, (token) => {
    if (token.startsWith("#")) return token;
    const isValue = isValueNext;
    if (token === "[") open.push(isValue ? "array" : "name");
    if (token === "{") open.push("table");
    if (token === "]" || token === "}") open.pop();
    isValueNext = token === "=" || ((token === "[" || token === ",") && open.at(-1) === "array");
    return isValue && !/^[[\]{}"']/.test(token) ? JSON.stringify(token) : token;
  });
}
