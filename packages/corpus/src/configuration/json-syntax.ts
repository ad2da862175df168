/** Where a text stops being JSON: line and column count from 1, `problem` says what was expected there. */
export interface JsonSyntaxProblem {
  line: number;
  column: number;
  problem: string;
}

type Expectation =
  | "a value"
  | "a value or ]"
  | "a key"
  | "a key or }"
  | ":"
  | ", or ]"
  | ", or }"
  | "nothing more";

const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/;
const TOKEN = new RegExp(String.raw`[{}[\],:]|${STRING.source}|${SCALAR.source}`, "y");

/**
 * The first place at which a text is not JSON, or undefined if it is JSON. `JSON.parse` names no position for many
 * mistakes on Node 20, and none by line. jsonc-parser would save twenty lines, and be another dependency: it names its
 * mistakes by codes, and recurses, so that 8,000 brackets are an error (RangeError) which `JSON.parse` does not have.
 */
export function findJsonSyntaxProblem(text: string): JsonSyntaxProblem | undefined {
  const open: string[] = [];
  let expected: Expectation = "a value";
  for (let at = 0; ; ) {
    at += matchAt(SPACE, text, at).length;
    if (at >= text.length && expected === "nothing more") return undefined;
    const token = matchAt(TOKEN, text, at);
    const next = follow(expected, token, open);
    if (next === undefined) return problemAt(text, at, expected);
    expected = next;
    at += token.length;
  }
}

/** What must come after a token, "" being none; undefined if it is not what was expected. Keeps `open`, the brackets around. */
function follow(expected: Expectation, token: string, open: string[]): Expectation | undefined {
  if ((token === "]" || token === "}") && expected.endsWith(token)) {
    open.pop();
    return afterValue(open.at(-1));
  }
  if (token === ",") return expected === ", or }" ? "a key" : expected === ", or ]" ? "a value" : undefined;
  if (expected === ":") return token === ":" ? "a value" : undefined;
  if (expected.startsWith("a key")) return token.startsWith('"') ? ":" : undefined;
  if (!expected.startsWith("a value") || /^[\]}:]?$/.test(token)) return undefined;
  if (token !== "{" && token !== "[") return afterValue(open.at(-1));
  open.push(token);
  return token === "{" ? "a key or }" : "a value or ]";
}

function afterValue(container: string | undefined): Expectation {
  if (container === undefined) return "nothing more";
  return container === "{" ? ", or }" : ", or ]";
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

function problemAt(text: string, at: number, expected: Expectation): JsonSyntaxProblem {
  const before = text.slice(0, at);
  const found = at < text.length ? `got ${JSON.stringify(text[at])}` : "got the end of the file";
  return {
    line: before.split("\n").length,
    column: at - before.lastIndexOf("\n"),
    problem: `expected ${expected}, ${found}`,
  };
}
