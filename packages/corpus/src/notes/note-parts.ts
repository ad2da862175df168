import { setImmediate } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Gate } from "../gates/gate.ts";
import { readFrontMatter } from "../text/front-matter.ts";
import { type MarkdownMeaning, readMeaning } from "../text/markdown-meaning.ts";
import { noteKind } from "../text/note-kinds.ts";

/** The parts of a note that every note has. A gate may watch these, and any key of the front matter. */
export const NOTE_PARTS: readonly string[] = ["title", "description", "body"];

/** What two versions of a note have in common. */
export interface NoteComparison {
  /** The parts of a note, and the keys of either version's front matter. */
  compared: ReadonlySet<string>;
  /** Those of them that differ. */
  changed: ReadonlySet<string>;
}

/**
 * Which parts of a note and which keys of its front matter differ between two versions; undefined where nobody can say:
 * the front matter of one is broken, or one is too long or too deeply nested to be compared. The title is the front
 * matter's `title`, else the first heading of level 1; the description is the front matter's; the body is the rest of the
 * text without that heading. Two texts that are the same Markdown count as the same (see `readMeaning`); elsewhere only the same
 * characters are the same text, in MDX those beside comments that settle findings. Only Markdown and MDX have headings.
 */
export async function compareNotes(
  notePath: string,
  before: string,
  after: string,
): Promise<NoteComparison | undefined> {
  // What a lone carriage return means is known of Markdown alone.
  const keepsLone = noteKind(notePath) === "text";
  const [oldText, newText] = [withLineFeeds(before, keepsLone), withLineFeeds(after, keepsLone)];
  const old = await readFrontMatter(oldText);
  // Two texts in one go would keep others waiting for twice as long.
  await setImmediate();
  const now = await readFrontMatter(newText);
  if (old.problem !== undefined || now.problem !== undefined) return undefined;
  const [was, is] =
    old.body === now.body
      ? [SAME, SAME]
      : [await meaningOf(notePath, old.body), await meaningOf(notePath, now.body)];
  if (!was || !is) return undefined;
  const [oldParts, newParts] = [partsOf(old.data, was), partsOf(now.data, is)];
  const compared = new Set([...oldParts.keys(), ...newParts.keys()]);
  const isWritten = sameWriting(headOf(oldText, old), headOf(newText, now));
  const differs = (name: string) =>
    !isDeepStrictEqual(oldParts.get(name), newParts.get(name)) || (name !== "body" && !isWritten(name));
  return { compared, changed: new Set([...compared].filter(differs)) };
}

/** What a body says, as far as its format is known. */
async function meaningOf(notePath: string, body: string): Promise<Meaning | undefined> {
  const kind = noteKind(notePath);
  if (kind === "text") return { heading: "", rest: body };
  const meaning = await readMeaning(body);
  const metadata = METADATA.exec(body)?.[0];
  if (kind === "markdown" && meaning && metadata !== undefined)
    return { ...meaning, rest: JSON.stringify([meaning.rest, metadata]) };
  if (kind !== "mdx" || !meaning) return meaning;
  // A comment between two items parts a list, of which the text without it says nothing.
  return { ...meaning, rest: JSON.stringify([meaning.rest, meaning.written]) };
}

/** What Pelican, MultiMarkdown and MkDocs take for metadata at the top, line by line: up to the first empty line. */
const METADATA = /^\uFEFF?[\p{L}\p{Nd}][^\n:]{0,99}:(?:[ \t][^\n]*)?(?:\n[^\n]*\S[^\n]*)*/u;

/** All that stands before the body. */
const headOf = (text: string, { body }: { body: string }) => text.slice(0, text.length - body.length);

/**
 * Whether a key is written the same way in two versions of front matter. What a value was before it became text (`"1"`,
 * a tag, a date) is seen by nobody else; in TOML and JSON, of which single keys are not looked for, the whole must be the
 * same. Title and description of YAML are prose, of which the text alone counts.
 */
function sameWriting(before: string, after: string): (key: string) => boolean {
  if (before === after) return () => true;
  const isYaml = [before, after].every((text) => text === "" || /^\uFEFF?---/.test(text));
  if (!isYaml) return () => false;
  const [was, is] = [linesByKey(before), linesByKey(after)];
  return (key) => PROSE.includes(key) || (was.has(key) && was.get(key) === is.get(key));
}

const PROSE = ["title", "description"];

const FENCE = /^(?:---|\.\.\.)[ \t]*$/;

/** The lines of each key of a mapping, those below it included. */
function linesByKey(yaml: string): Map<string, string> {
  const found = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of yaml.split("\n")) {
    const [, key] = /^([^\s#:"'-][^:]*):(?:\s|$)/.exec(line) ?? [];
    if (key !== undefined) {
      lines = found.get(key) ?? [];
      found.set(key, lines);
    }
    if (!FENCE.test(line)) lines.push(line.trimEnd());
  }
  return new Map(Array.from(found, ([key, all]) => [key, all.join("\n").trimEnd()]));
}

type Meaning = Pick<MarkdownMeaning, "heading" | "rest">;

const SAME: Meaning = { heading: "", rest: "" };

/**
 * Whether a gate can be sure that a change of a note does not concern it. One that watches nothing cannot, nor one that
 * watches a word which neither version knows; and a gate with a check is better run again, which costs nothing.
 */
export function isTrivialFor(
  { watches = [], check }: Pick<Gate, "watches" | "check">,
  comparison: NoteComparison | undefined,
): boolean {
  if (!comparison || check || watches.length === 0) return false;
  const { compared, changed } = comparison;
  return watches.every((watched) => compared.has(watched) && !changed.has(watched));
}

/** What a version has under each name. A key that has the name of a part belongs to it. */
function partsOf(data: Record<string, unknown>, { heading, rest }: Meaning): Map<string, unknown> {
  // An empty title is none: then readers see the heading.
  const isNamed = !EMPTY.includes(collapse(data.title));
  const { title, description, body, ...keys } = data;
  return new Map<string, unknown>([
    ["title", isNamed ? { named: collapse(title) } : heading],
    ["description", collapse(description)],
    // Under a title of the front matter the heading is text like any other.
    ["body", [body, isNamed ? [heading, rest] : rest]],
    ...Object.entries(keys).map(([key, value]): [string, unknown] => [key, collapse(value)]),
  ]);
}

const EMPTY: readonly unknown[] = [undefined, null, "", "~", "null"];

function collapse(value: unknown): unknown {
  return typeof value === "string" ? value.replace(/\s+/g, " ").trim() : value;
}

const [LINE_FEED, CARRIAGE_RETURN] = [10, 13];

/** Which characters end a line matters nowhere in Markdown, but in code it would be seen. */
function withLineFeeds(text: string, keepsLone: boolean): string {
  if (!text.includes("\r")) return text;
  // Where there are millions of them, five times as fast as cutting the text there, and more than `replaceAll`.
  const units = new Uint16Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === CARRIAGE_RETURN && text.charCodeAt(at + 1) === LINE_FEED) continue;
    units[length] = unit === CARRIAGE_RETURN && !keepsLone ? LINE_FEED : unit;
    length += 1;
  }
  return Buffer.from(units.buffer, 0, length * 2).toString("utf16le");
}
