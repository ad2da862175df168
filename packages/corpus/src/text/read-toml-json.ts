import { LONGEST_STRUCTURED, type ParsedFrontMatter, problemOf, tooLong } from "./parsed-front-matter.ts";

/** Reads TOML; its numbers, dates and truth values become the text that is written for them. */
export async function readToml(toml: string): Promise<ParsedFrontMatter> {
  if (toml.length > LONGEST_STRUCTURED) return problemOf(tooLong(LONGEST_STRUCTURED));
  const { parse, TomlError } = await import("smol-toml");
  try {
    return asWritten(parse(toml));
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    // Its message has a picture of the line below; the file has one line more in front.
    const [why = ""] = error.message.replace(/^Invalid TOML document: /, "").split("\n");
    return problemOf(`is not TOML (line ${error.line + 1}): ${why}`);
  }
}

/** Reads a text that is known to be a JSON object, as TOML is read. */
export function readJson(json: string): ParsedFrontMatter {
  if (json.length > LONGEST_STRUCTURED) return problemOf(tooLong(LONGEST_STRUCTURED));
  return asWritten(JSON.parse(json));
}

const DEEPEST = 100;

function asWritten(document: object): ParsedFrontMatter {
  try {
    const entries = Object.entries(document).map(([key, value]) => [key, textsIn(value, 0)]);
    return { data: Object.fromEntries(entries) };
  } catch (error) {
    if (error instanceof RangeError) return problemOf("is nested too deep: make it simpler");
    throw error;
  }
}

/** A value with text in the place of everything that is neither list nor mapping. Throws RangeError below DEEPEST. */
function textsIn(value: unknown, depth: number): unknown {
  if (depth > DEEPEST) throw new RangeError("nested too deep");
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map((item) => textsIn(item, depth + 1));
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object") return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, textsIn(item, depth + 1)]));
}
