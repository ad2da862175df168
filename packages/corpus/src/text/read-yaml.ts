import { errorCode } from "@review/db/guards";
import {
  LONGEST_STRUCTURED,
  NO_KEYS,
  type ParsedFrontMatter,
  placeIn,
  problemOf,
  tooLong,
} from "./parsed-front-matter.ts";

// The parser recurses, and in the depth of its recursion Node may abort instead of throwing.
const DEEPEST = 100;

/**
 * Reads YAML as it is written: every value is text, a list or a mapping (YAML's failsafe schema). Merge keys (`<<`) are followed, as
 * the readers of most sites do: what they bring decides which gates apply.
 */
export async function readYaml(yaml: string): Promise<ParsedFrontMatter> {
  if (yaml.length > LONGEST_STRUCTURED) {
    return problemOf(`${tooLong(LONGEST_STRUCTURED)}, or write plain lines \`key: value\``);
  }
  const { Lexer, Parser, parse } = await import("yaml");
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(yaml)) {
    // A step gives documents and errors, which `parse` will give again.
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > DEEPEST) return problemOf("is nested too deep: make it simpler");
  }
  try {
    // prettyErrors would put a picture of the line into the message; below "error", warnings go to the process.
    const data: unknown =
      parse(yaml, { schema: "failsafe", merge: true, prettyErrors: false, logLevel: "error" }) ?? "";
    // Of nothing but comments YAML makes an empty text.
    if (data === "") return { data: {} };
    if (!isMapping(data)) return problemOf(NO_KEYS);
    return refersToItself(data) ? problemOf("has an alias that refers to itself: write its value") : { data };
  } catch (error) {
    return problemOf(`is not YAML${describeYamlError(error, yaml)}`);
  }
}

/** Whether following a value into its parts would never end. */
function refersToItself(value: unknown, around: readonly unknown[] = [], seen = new Set<unknown>()): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (around.includes(value)) return true;
  if (seen.has(value)) return false;
  seen.add(value);
  const parts: unknown[] = isIterable(value) ? [...value] : Object.values(value);
  return parts.some((part) => refersToItself(part, [...around, value], seen));
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value;
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !isIterable(value);
}

// YAMLParseError carries the position within the YAML, which starts on the second line of the file.
function describeYamlError(error: unknown, yaml: string): string {
  if (!(error instanceof Error)) return "";
  const pos = "pos" in error && Array.isArray(error.pos) ? Number(error.pos[0]) : undefined;
  const line = pos === undefined ? "" : ` (${placeIn(yaml, pos)})`;
  const isBareColon = errorCode(error) === "BLOCK_AS_IMPLICIT_KEY";
  const cause = isBareColon ? 'a value that holds ": " must be quoted' : error.message.split("\n")[0];
  return `${line}: ${cause}`;
}
