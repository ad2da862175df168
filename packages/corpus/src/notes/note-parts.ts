import { readFrontMatter } from "../text/front-matter.ts";

/** The parts of a note that a gate may watch. */
export const WATCHABLE_PARTS = ["title", "description", "body"] as const;
export type WatchablePart = (typeof WATCHABLE_PARTS)[number];

/**
 * Which parts of a note differ between two versions; undefined if one of them has broken front matter, so that
 * nobody can say. The title is the front matter's `title`, else the first heading of level 1; the description
 * is the front matter's; the body is the rest of the text without that heading. Two texts that are the same
 * Markdown count as the same: white space, line wrapping, blank lines, list markers and emphasis marks do not
 * matter, except inside code.
 */
export async function changedParts(before: string, after: string): Promise<Set<WatchablePart> | undefined> {
  const [old, now] = await Promise.all([readParts(before), readParts(after)]);
  if (!old || !now) return undefined;
  return new Set(WATCHABLE_PARTS.filter((part) => old[part] !== now[part]));
}

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

async function readParts(text: string): Promise<Record<WatchablePart, string> | undefined> {
  const { fromMarkdown } = await import("mdast-util-from-markdown");
  const { data, body, problem } = await readFrontMatter(text);
  if (problem !== undefined) return undefined;
  try {
    // Which characters end a line matters nowhere in Markdown, but in the values of code it would be seen.
    const { children } = fromMarkdown(body.replace(/\r\n?/g, "\n"));
    const heading = children.find((node) => node.type === "heading" && node.depth === 1);
    const named = typeof data.title === "string" ? collapse(data.title) : undefined;
    return {
      title: named ?? meaning(heading),
      description:
        typeof data.description === "string" ? collapse(data.description) : meaning(data.description),
      body: meaning(named === undefined ? children.filter((node) => node !== heading) : children),
    };
  } catch (error) {
    // Nested too deep for the parser, which recurses: then nobody can say what changed.
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
}

/** A part of a Markdown tree as text that is equal for equal content: no positions, white space of prose collapsed. */
function meaning(part: unknown): string {
  const text = JSON.stringify(part, (key, value: unknown) => {
    // `spread` says whether there are blank lines between list items.
    if (key === "position" || key === "spread") return undefined;
    return key === "children" && Array.isArray(value) ? value.map(collapseText) : value;
  });
  return text ?? "";
}

function collapseText(node: unknown): unknown {
  const isText = typeof node === "object" && node !== null && "type" in node && node.type === "text";
  return isText && "value" in node && typeof node.value === "string"
    ? { ...node, value: node.value.replace(/\s+/g, " ") }
    : node;
}

function collapse(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
