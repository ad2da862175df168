import { LONGEST_STRUCTURED, type ParsedFrontMatter, problemOf, tooLong } from "./parsed-front-matter.ts";
import { quoteJson, quoteToml } from "./quote-values.ts";

/** Reads TOML as it is written: numbers, dates and truth values are text. */
export async function readToml(toml: string): Promise<ParsedFrontMatter> {
  if (toml.length > LONGEST_STRUCTURED) return problemOf(tooLong(LONGEST_STRUCTURED));
  const { parse, TomlError } = await import("smol-toml");
  try {
    // What is written without quotes can only be told apart from a mistake before it is quoted.
    parse(toml);
    return asRead(parse(quoteToml(toml)));
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    // Its message has a picture of the line below; the file has one line more in front.
    const [why = ""] = error.message.replace(/^Invalid TOML document: /, "").split("\n");
    return problemOf(`is not TOML (line ${error.line + 1}, column ${error.column}): ${why}`);
  }
}

/** Reads a text that is known to be a JSON object, as TOML is read. */
export function readJson(json: string): ParsedFrontMatter {
  if (json.length > LONGEST_STRUCTURED) return problemOf(tooLong(LONGEST_STRUCTURED));
  return asRead(JSON.parse(quoteJson(json)));
}

const DEEPEST = 100;

/** Plain objects, as the parsers of other formats give them. */
function asRead(document: object): ParsedFrontMatter {
  try {
    const entries = Object.entries(document).map(([key, value]) => [key, plain(value, 0)]);
    return { data: Object.fromEntries(entries) };
  } catch (error) {
    if (error instanceof RangeError) return problemOf("is nested too deep: make it simpler");
    throw error;
  }
}

/** Throws RangeError below DEEPEST. */
function plain(value: unknown, depth: number): unknown {
  if (depth > DEEPEST) throw new RangeError("nested too deep");
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, depth + 1)]));
}
