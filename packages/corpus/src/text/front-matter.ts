import { findFrontMatter, frontMatterOpening } from "@review/protocol";
import { findJsonSyntaxProblem } from "./json-syntax.ts";
import { NO_KEYS, notBegunRight, type ParsedFrontMatter, problemOf, tooLong } from "./parsed-front-matter.ts";
import { readPlainFrontMatter } from "./plain-front-matter.ts";
import { readJson, readToml } from "./read-toml-json.ts";
import { readYaml } from "./read-yaml.ts";

/** The front matter of a note or gate, and the text after it. */
export interface FrontMatter extends ParsedFrontMatter {
  /** The text after the front matter; the whole text when there is none or it is broken. */
  body: string;
}

/** Reads the front matter of a text, in YAML, TOML or JSON; a byte order mark before it is ignored. Never throws. */
export async function readFrontMatter(text: string): Promise<FrontMatter> {
  const found = findFrontMatter(text);
  const { data, problem } = await readFound(found, text);
  return { data, problem, body: problem === undefined ? text.slice(found?.whole.length) : text };
}

/** The text after front matter, whether that can be read or not: whoever asks for no more need not read it. */
export function bodyOf(text: string): string {
  return text.slice(findFrontMatter(text)?.whole.length);
}

// "-", "+", "{", white space, and the first byte of a byte order mark.
const FIRST_BYTES = [0x2d, 0x2b, 0x7b, 0x09, 0x0a, 0x0d, 0x20, 0xef];

/** The front matter of UTF-8 bytes. Decodes no more than it needs: decoding whole notes costs more than hashing them. */
export async function readFrontMatterOfBytes(bytes: Buffer): Promise<ParsedFrontMatter> {
  if (!FIRST_BYTES.includes(bytes[0] ?? 0)) return { data: {} };
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
): Promise<ParsedFrontMatter> {
  if (!found) {
    const line = frontMatterOpening(text);
    if (line !== undefined) return problemOf(neverClosed(line));
    return /^\uFEFF?\s/.test(text) ? readLate(text) : readBrokenJson(text);
  }
  const { format, inside } = found;
  if (format === "toml") return readToml(inside);
  if (format === "json") return readJson(inside);
  if (inside.length > LONGEST) return problemOf(tooLong(LONGEST));
  const data = inside === "" ? {} : readPlainFrontMatter(inside);
  return data === undefined ? readYaml(inside) : { data };
}

/** Behind blank lines some sites read front matter and others none: nobody can say what the note has. A rule there is no front matter. */
async function readLate(text: string): Promise<ParsedFrontMatter> {
  const rest = text.trimStart();
  const found = findFrontMatter(rest);
  if (!found) return readBrokenJson(text);
  const { data, problem } = await readFound(found, rest);
  const isText = problem === problemOf(NO_KEYS).problem;
  if (isText || (problem === undefined && Object.keys(data).length === 0)) return { data: {} };
  const line = text.slice(0, text.length - rest.length).split(/\r\n?|\n/).length;
  return problemOf(notBegunRight(line, rest.split(/\s/, 1)[0] ?? ""));
}

const neverClosed = (line: string) =>
  `is never closed: it begins with the line ${line}, but no such line ends it; add one`;

/** A brace alone on the first line may begin any text; with a key and a colon below it, JSON is meant. */
const JSON_OPENING = /^\uFEFF?\{[ \t]*(?:\r?\n|\r)\s*"[^"\r\n]*"\s*:/;
const JSON_END = /(?:\r\n|[\r\n])\}[ \t]*(?=[\r\n]|$)/;

/** What begins as a JSON object, and is none; else there is no front matter. */
function readBrokenJson(text: string): ParsedFrontMatter {
  if (!JSON_OPENING.test(text)) return { data: {} };
  const end = JSON_END.exec(text);
  if (!end) return problemOf("is never closed: it begins with the line {, but no line } ends it; add one");
  const mistake = findJsonSyntaxProblem(text.slice(0, end.index + end[0].length).replace(/^\uFEFF/, ""));
  if (!mistake) return { data: {} };
  return problemOf(`is not JSON (line ${mistake.line}, column ${mistake.column}): ${mistake.problem}`);
}

// Reading this much takes 0.1 s.
const LONGEST = 1_000_000;
