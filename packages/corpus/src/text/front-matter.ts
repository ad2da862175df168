import { errorCode } from "@review/db/guards";
import { findFrontMatter, opensFrontMatter } from "@review/protocol";
import { readPlainFrontMatter } from "./plain-front-matter.ts";

/** The front matter of a note or gate and the text after it. */
export interface FrontMatter {
  /** Empty when there is none or it is broken. */
  data: Record<string, unknown>;
  /** The text after the front matter; the whole text when there is none or it is broken. */
  body: string;
  /** Why the front matter cannot be used, with its line in the file. */
  problem?: string | undefined;
}

/** Reads the YAML front matter of a text; a byte order mark before it is ignored. Never throws. */
export async function readFrontMatter(text: string): Promise<FrontMatter> {
  const found = findFrontMatter(text);
  const { data, problem } = await readFound(found, text);
  return { data, problem, body: problem === undefined ? text.slice(found?.whole.length) : text };
}

/** The front matter of UTF-8 bytes. Decodes no more than it needs: decoding whole notes costs more than hashing them. */
export async function readFrontMatterOfBytes(bytes: Buffer): Promise<Omit<FrontMatter, "body">> {
  // "-", or the first byte of a byte order mark.
  if (bytes[0] !== 0x2d && bytes[0] !== 0xef) return { data: {} };
  const closing = bytes.indexOf("\n---", 3);
  const end = closing === -1 ? -1 : bytes.indexOf("\n", closing + 1);
  const head = end === -1 ? "" : bytes.toString("utf8", 0, end + 1);
  const found = findFrontMatter(head);
  if (found) return readFound(found, head);
  const text = bytes.toString("utf8");
  return readFound(findFrontMatter(text), text);
}

async function readFound(
  found: ReturnType<typeof findFrontMatter>,
  text: string,
): Promise<Omit<FrontMatter, "body">> {
  if (!found) return opensFrontMatter(text) ? { data: {}, problem: NEVER_CLOSED } : { data: {} };
  const yaml = found.inside;
  if (yaml.length > LONGEST) return { data: {}, problem: tooLong(LONGEST) };
  const data = yaml === "" ? {} : readPlainFrontMatter(yaml);
  return data === undefined ? readYaml(yaml) : { data };
}

const NEVER_CLOSED =
  "front matter is never closed: it begins with the line ---, but no such line ends it; add one";

// Reading this much takes 0.1 s.
const LONGEST = 1_000_000;
// Some things take the YAML parser a time that grows with the square; this much takes it 0.15 s at most.
const LONGEST_YAML = 16_384;
// The parser recurses, and in the depth of its recursion Node may abort instead of throwing.
const DEEPEST_YAML = 100;

const tooLong = (longest: number) => `front matter is longer than ${longest} characters: make it shorter`;

async function readYaml(yaml: string): Promise<Omit<FrontMatter, "body">> {
  const broken = (problem: string) => ({ data: {}, problem: `front matter ${problem}` });
  if (yaml.length > LONGEST_YAML) {
    return { data: {}, problem: `${tooLong(LONGEST_YAML)}, or write plain lines \`key: value\`` };
  }
  const { Lexer, Parser, parse } = await import("yaml");
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(yaml)) {
    // A step gives documents and errors, which `parse` will give again.
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > DEEPEST_YAML) return broken("is nested too deep: make it simpler");
  }
  try {
    // prettyErrors would put a picture of the line into the message; below "error", warnings go to the process.
    const data: unknown = parse(yaml, { prettyErrors: false, logLevel: "error" }) ?? {};
    if (!isMapping(data)) return broken("is not a list of `key: value` lines");
    return refersToItself(data) ? broken("has an alias that refers to itself: write its value") : { data };
  } catch (error) {
    return broken(`is not YAML${describeYamlError(error, yaml)}`);
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
  const line = pos === undefined ? "" : ` (line ${yaml.slice(0, pos).split(/\r?\n|\r/).length + 1})`;
  const isBareColon = errorCode(error) === "BLOCK_AS_IMPLICIT_KEY";
  const cause = isBareColon ? 'a value that holds ": " must be quoted' : error.message.split("\n")[0];
  return `${line}: ${cause}`;
}
