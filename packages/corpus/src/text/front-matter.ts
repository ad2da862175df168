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

// From "---" on the first line, after a byte order mark, to the next line "---", each with or without blanks after it.
// The protocol, which shows reviewers the rest, goes by the same rule.
const BLOCK = /^\uFEFF?---[ \t]*(?:\r?\n|\r)(?:([\s\S]*?)(?:\r?\n|\r))??---[ \t]*(?:\r?\n|\r|$)/;
const OPENING = /^\uFEFF?---[ \t]*(?:[\r\n]|$)/;

/** Reads the YAML front matter of a text; a byte order mark before it is ignored. Never throws. */
export async function readFrontMatter(text: string): Promise<FrontMatter> {
  const block = BLOCK.exec(text);
  if (block === null) return { data: {}, body: text };
  const { data, problem } = await readBlock(block);
  return { data, problem, body: problem === undefined ? text.slice(block[0].length) : text };
}

/** Whether a text begins as front matter does, with a line `---`, but no such line ends it: then it has none. */
export function isNeverClosed(text: string): boolean {
  return OPENING.test(text) && !BLOCK.test(text);
}

/** The front matter of UTF-8 bytes. Decodes no more than it needs: decoding whole notes costs more than hashing them. */
export async function readFrontMatterOfBytes(bytes: Buffer): Promise<Omit<FrontMatter, "body">> {
  // "-", or the first byte of a byte order mark.
  if (bytes[0] !== 0x2d && bytes[0] !== 0xef) return { data: {} };
  const closing = bytes.indexOf("\n---", 3);
  const end = closing === -1 ? -1 : bytes.indexOf("\n", closing + 1);
  const head = end === -1 ? "" : bytes.toString("utf8", 0, end + 1);
  const block = BLOCK.exec(head) ?? BLOCK.exec(bytes.toString("utf8"));
  return block === null ? { data: {} } : readBlock(block);
}

async function readBlock([, yaml = ""]: RegExpExecArray): Promise<Omit<FrontMatter, "body">> {
  const data = yaml === "" ? {} : readPlainFrontMatter(yaml);
  return data === undefined ? readYaml(yaml) : { data };
}

async function readYaml(yaml: string): Promise<Omit<FrontMatter, "body">> {
  const [{ VFile }, { matter }] = await Promise.all([import("vfile"), import("vfile-matter")]);
  const file = new VFile(`---\n${yaml}\n---\n`);
  try {
    // prettyErrors would put a picture of the line into the message; below "error", warnings go to the process.
    matter(file, { yaml: { prettyErrors: false, logLevel: "error" } });
  } catch (error) {
    return { data: {}, problem: `front matter is not YAML${describeYamlError(error, yaml)}` };
  }
  const data: unknown = file.data.matter;
  return isMapping(data)
    ? { data }
    : { data: {}, problem: "front matter is not a list of `key: value` lines" };
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// YAMLParseError carries the position within the YAML, which starts on the second line of the file.
function describeYamlError(error: unknown, yaml: string): string {
  if (!(error instanceof Error)) return "";
  const pos = "pos" in error && Array.isArray(error.pos) ? Number(error.pos[0]) : undefined;
  const line = pos === undefined ? "" : ` (line ${yaml.slice(0, pos).split(/\r?\n|\r/).length + 1})`;
  const isBareColon = "code" in error && error.code === "BLOCK_AS_IMPLICIT_KEY";
  const cause = isBareColon ? 'a value that holds ": " must be quoted' : error.message.split("\n")[0];
  return `${line}: ${cause}`;
}
