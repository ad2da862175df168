import { setImmediate } from "node:timers/promises";
import type { MarkdownIt, Token } from "markdown-it";
import { markdownPieces } from "../text/markdown-pieces.ts";

/** What can be linked to within a Markdown text. */
export interface Anchors {
  /** In order, with the headings around each, the outermost first; every one as the folded names that it goes by. */
  headings: { level: number; names: ReadonlySet<string> }[];
  /** Ids given by hand: `{#id}`, `id="…"`, `name="…"`. */
  ids: ReadonlySet<string>;
  /** Ids of blocks, `^id`, in lower case. */
  blocks: ReadonlySet<string>;
  /** Whether a component or template may show headings that do not stand in the text. */
  isOpen: boolean;
}

/** Longer headings are cut: some marks in them are looked behind for their end. */
const LONGEST_HEADING = 1_000;

/** Reads what can be linked to in a Markdown text, front matter left out. Takes time in proportion to it. */
export async function readAnchors(markdown: string): Promise<Anchors> {
  const parser = await headingParser();
  const headings: Anchors["headings"] = [];
  const ids = new Set<string>();
  const blocks = new Set<string>();
  for (const { text } of markdownPieces(markdown)) {
    const tokens = parser.parse(text, {});
    for (const [index, token] of tokens.entries()) {
      if (token.type === "heading_open") headings.push(headingOf(token, tokens[index + 1]?.content ?? ""));
    }
    for (const [, id = ""] of text.matchAll(/\b(?:id|name)=["']([^"'\n]{1,200})["']/g)) ids.add(fold(id));
    for (const [, id = ""] of text.matchAll(/\{#([^}\s]{1,200})\}/g)) ids.add(fold(id));
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
  const around: Anchors["headings"] = [];
  for (const heading of headings) {
    while ((around.at(-1)?.level ?? 0) >= heading.level) around.pop();
    around.push(heading);
    if (endsWithPath(around, path)) return true;
  }
  return ids.has(fold(fragment));
}

/** Whether the last of some nested headings is the last of a path, and those before it stand above, in order. */
function endsWithPath(around: Anchors["headings"], path: readonly string[]): boolean {
  const isNamed = (heading: Anchors["headings"][number] | undefined, name = "") =>
    heading !== undefined && (heading.names.has(name) || heading.names.has(name.replace(/\d+$/, "")));
  if (!isNamed(around.at(-1), path.at(-1))) return false;
  let left = path.length - 2;
  for (let above = around.length - 2; above >= 0 && left >= 0; above -= 1) {
    if (isNamed(around[above], path[left])) left -= 1;
  }
  return left < 0;
}

async function headingParser(): Promise<MarkdownIt> {
  const { default: createParser } = await import("markdown-it");
  const parser = createParser("zero", { html: true });
  parser.enable(["fence", "code", "blockquote", "list", "heading", "lheading", "hr", "html_block"]);
  parser.core.ruler.enableOnly(["normalize", "block"]);
  return parser;
}

/** A heading goes by what is written, and by what is shown of links, HTML and ids in it. */
function headingOf({ tag }: Token, content: string): Anchors["headings"][number] {
  const written = content.slice(0, LONGEST_HEADING);
  const shown = written
    .replace(/\{#[^}]*\}\s*$/, "")
    .replace(/\]\([^()]*\)/g, "")
    .replace(/<[^<>]*>/g, "");
  const aliased = shown.replace(/\[\[[^[\]|]*\|/g, "");
  return { level: Number(tag.slice(1)), names: new Set([written, shown, aliased].map(fold)) };
}

/** Letters and digits, in one case and without accents. */
function fold(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
