import { setImmediate } from "node:timers/promises";
import type { MarkdownIt } from "markdown-it";
import { markdownPieces } from "../text/markdown-pieces.ts";

/** What can be linked to within a Markdown text. */
export interface Anchors {
  /** The headings by each folded name that they go by. */
  headings: ReadonlyMap<string, readonly Heading[]>;
  /** Ids given by hand: `{#id}`, `id="…"`, `name="…"`. */
  ids: ReadonlySet<string>;
  /** Ids of blocks, `^id`, in lower case. */
  blocks: ReadonlySet<string>;
  /** Whether a component or template may show headings that do not stand in the text. */
  isOpen: boolean;
}

interface Heading {
  level: number;
  names: ReadonlySet<string>;
  /** The one that it stands under. */
  above: Heading | undefined;
}

/** Of more headings of one name it is not told which stands under which. */
const MOST_OF_A_NAME = 100;

/** Longer headings are cut: some marks in them are looked behind for their end. */
const LONGEST_HEADING = 1_000;

/** Reads what can be linked to in a Markdown text, front matter left out. Takes time in proportion to it. */
export async function readAnchors(markdown: string): Promise<Anchors> {
  const parser = await headingParser();
  const headings = new Map<string, Heading[]>();
  let last: Heading | undefined;
  const ids = new Set<string>();
  const blocks = new Set<string>();
  for (const { text } of markdownPieces(markdown)) {
    const tokens = parser.parse(text, {});
    for (const [index, { type, tag }] of tokens.entries()) {
      if (type !== "heading_open") continue;
      const level = Number(tag.slice(1));
      let above = last;
      while (above && above.level >= level) above = above.above;
      last = { level, names: namesOf(tokens[index + 1]?.content ?? ""), above };
      for (const name of last.names) addTo(headings, name, last);
    }
    for (const [, id = ""] of text.matchAll(/\b(?:id|name)=["']([^"'\n]{1,200})["']/g)) ids.add(fold(id));
    for (const [, id = ""] of text.matchAll(/\{#([^{}\s]{1,200})\}/g)) ids.add(fold(id));
    for (const [, id = ""] of text.matchAll(/(?:^|[ \t])\^([\p{L}\p{N}_-]+)[ \t]*$/gmu))
      blocks.add(id.toLowerCase());
    await setImmediate();
  }
  return { headings, ids, blocks, isOpen: /<[A-Z]|\{[{%]|^import /m.test(markdown) };
}

/**
 * Whether a fragment leads to something in a text: a block (`^id`), a heading by its words or by a slug of them, a path of
 * headings (`Heading#Below`), or an id. Letters and digits count, in any case and without accents: the many ways to make slugs
 * differ in the rest.
 */
export function hasAnchor({ headings, ids, blocks, isOpen }: Anchors, fragment: string): boolean {
  if (isOpen) return true;
  const block = /(?:^|#)\^([^#]*)$/.exec(fragment)?.[1];
  if (block !== undefined) return blocks.has(block.trim().toLowerCase());
  // The top of the page, words to be searched, a line of the source, a place in what only a browser shows.
  if (/^(?:top$|:~:|L\d|\/)/.test(fragment)) return true;
  const path = fragment
    .split("#")
    .map(fold)
    .filter((part) => part !== "");
  if (path.length === 0) return true;
  const name = path.pop() ?? "";
  const named = headings.get(name) ?? headings.get(withoutNumber(name)) ?? [];
  return (
    named.length > MOST_OF_A_NAME ||
    named.some(({ above }) => standsUnder(above, path)) ||
    ids.has(fold(fragment))
  );
}

/** Whether the headings of a path stand above each other in its order, perhaps with others between them. */
function standsUnder(heading: Heading | undefined, path: readonly string[]): boolean {
  let left = path.length;
  for (let above = heading; above && left > 0; above = above.above) {
    const name = path[left - 1] ?? "";
    if (above.names.has(name) || above.names.has(withoutNumber(name))) left -= 1;
  }
  return left === 0;
}

/** The second heading of a name has a number in its slug. */
function withoutNumber(name: string): string {
  return name.replace(/(?<!\d)\d+$/, "");
}

function addTo(headings: Map<string, Heading[]>, name: string, heading: Heading): void {
  const known = headings.get(name);
  if (known) known.push(heading);
  else headings.set(name, [heading]);
}

async function headingParser(): Promise<MarkdownIt> {
  const { default: createParser } = await import("markdown-it");
  const parser = createParser("zero", { html: true });
  parser.enable(["fence", "code", "blockquote", "list", "heading", "lheading", "hr", "html_block"]);
  parser.core.ruler.enableOnly(["normalize", "block"]);
  return parser;
}

/** A heading goes by what is written, and by what is shown of links, HTML and ids in it. */
function namesOf(content: string): Set<string> {
  const written = content.slice(0, LONGEST_HEADING);
  const shown = written
    .replace(/\{#[^{}]*\}\s*$/, "")
    .replace(/\]\([^()]*\)/g, "")
    .replace(/<[^<>]*>/g, "");
  const aliased = shown.replace(/\[\[[^[\]|]*\|/g, "");
  return new Set([written, shown, aliased].map(fold));
}

/** Letters and digits, in one case and without accents. */
function fold(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
