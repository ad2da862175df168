import { setImmediate } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { readFrontMatter } from "../text/front-matter.ts";
import { type MarkdownMeaning, readMeaning } from "../text/markdown-meaning.ts";

/** The parts of a note that a gate may watch. */
export const WATCHABLE_PARTS = ["title", "description", "body"] as const;
export type WatchablePart = (typeof WATCHABLE_PARTS)[number];

/**
 * Which parts of a note differ between two versions; undefined where nobody can say: the front matter of one is broken,
 * or one is too long or too deeply nested to be compared. The title is the front matter's `title`, else the first
 * heading of level 1; the description is the front matter's; the body is the rest of the text without that heading. Two
 * texts that are the same Markdown count as the same (see `readMeaning`).
 */
export async function changedParts(before: string, after: string): Promise<Set<WatchablePart> | undefined> {
  const old = await readFrontMatter(withLineFeeds(before));
  // Two texts in one go would keep others waiting for twice as long.
  await setImmediate();
  const now = await readFrontMatter(withLineFeeds(after));
  if (old.problem !== undefined || now.problem !== undefined) return undefined;
  const [was, is] =
    old.body === now.body ? [SAME, SAME] : [await readMeaning(old.body), await readMeaning(now.body)];
  if (!was || !is) return undefined;
  const [oldParts, newParts] = [partsOf(old.data, was), partsOf(now.data, is)];
  return new Set(WATCHABLE_PARTS.filter((part) => !isDeepStrictEqual(oldParts[part], newParts[part])));
}

const SAME: MarkdownMeaning = { heading: "", rest: "" };

/**
 * Whether a gate that watches these parts (as its front matter says) can be sure that a change of a note does
 * not concern it. A gate that watches nothing, or something that is not known here, never can.
 */
export function isTrivialFor(
  watches: readonly string[] | undefined,
  changed: ReadonlySet<WatchablePart> | undefined,
): boolean {
  if (!changed || !watches || watches.length === 0) return false;
  return watches.every((watched) => {
    const part = WATCHABLE_PARTS.find((known) => known === watched);
    return part !== undefined && !changed.has(part);
  });
}

function partsOf(
  data: Record<string, unknown>,
  { heading, rest }: MarkdownMeaning,
): Record<WatchablePart, unknown> {
  const isNamed = Object.hasOwn(data, "title");
  return {
    title: isNamed ? { named: collapse(data.title) } : heading,
    description: collapse(data.description),
    // Under a title of the front matter the heading is text like any other.
    body: isNamed ? [heading, rest] : rest,
  };
}

function collapse(value: unknown): unknown {
  return typeof value === "string" ? value.replace(/\s+/g, " ").trim() : value;
}

const [LINE_FEED, CARRIAGE_RETURN] = [10, 13];

/** Which characters end a line matters nowhere in Markdown, but in code it would be seen. */
function withLineFeeds(text: string): string {
  if (!text.includes("\r")) return text;
  // Where there are millions of them, five times as fast as cutting the text there, and more than `replaceAll`.
  const units = new Uint16Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === CARRIAGE_RETURN && text.charCodeAt(at + 1) === LINE_FEED) continue;
    units[length] = unit === CARRIAGE_RETURN ? LINE_FEED : unit;
    length += 1;
  }
  return Buffer.from(units.buffer, 0, length * 2).toString("utf16le");
}
