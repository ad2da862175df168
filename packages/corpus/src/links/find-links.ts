import { setImmediate } from "node:timers/promises";
import type { Env, MarkdownIt, Token } from "markdown-it";
import { type MarkdownPiece, markdownPieces } from "../text/markdown-pieces.ts";
import { addObsidianComments, addTemplateUrls, addWikilinks } from "./link-rules.ts";

/** A link as it stands in a text. */
export interface WrittenLink {
  form: "url" | "wikilink";
  /** The URL, or what stands between the brackets. */
  written: string;
  /** UTF-16 offset of `written` in the text, or of the block it stands in where it is spelt otherwise there. */
  offset: number;
}

/**
 * The links of a Markdown text: wikilinks and embeds, and URLs of links, images and reference definitions, as written: in order of
 * appearance, but a definition where it is used, or behind the links around it. Takes time in proportion to the text, in
 * steps between which other work gets a turn. Links more than 20 levels deep are not found.
 */
export async function findLinks(markdown: string): Promise<WrittenLink[]> {
  const links: WrittenLink[] = [];
  let parser: MarkdownIt | undefined;
  for (const piece of markdownPieces(markdown)) {
    if (mayHaveLink(piece)) {
      parser ??= await linkParser();
      for (const link of linksIn(parser, piece)) links.push(link);
    } else if (piece.offset === 0) continue;
    await setImmediate();
  }
  return links;
}

/** Neither a link nor a definition is without one of these; where there is none, not even the parser is loaded. */
const mayHaveLink = ({ text }: MarkdownPiece) =>
  text.includes("](") || text.includes("]:") || text.includes("[[");

/** A parser that knows only what a link can be and what can hide one: emphasis and the like cost time and find none. */
async function linkParser(): Promise<MarkdownIt> {
  const { default: createParser } = await import("markdown-it");
  const parser = createParser("zero", { html: true });
  parser.enable(["fence", "code", "blockquote", "list", "heading", "lheading", "hr", "html_block"]);
  parser.enable(["reference", "escape", "backticks", "link", "image", "autolink", "html_inline", "newline"]);
  addWikilinks(parser);
  addObsidianComments(parser);
  addTemplateUrls(parser);
  // Which URLs count is for the caller to say, and as they are written.
  parser.validateLink = () => true;
  parser.normalizeLink = (url) => url;
  return parser;
}

function* linksIn(parser: MarkdownIt, { text, offset }: MarkdownPiece): Generator<WrittenLink, void> {
  const environment: Env = {};
  const lines = lineStarts(text);
  const urls = new Set<string>();
  for (const { children, map } of parser.parse(text, environment)) {
    const block = { start: lines[map?.[0] ?? 0] ?? 0, end: lines[map?.[1] ?? lines.length] ?? text.length };
    for (const token of children ?? []) {
      const link = linkOf(token);
      if (!link) continue;
      if (link.form === "url") urls.add(link.written);
      yield { ...link, offset: offset + findIn(text, block, link) };
    }
  }
  for (const { href } of Object.values(environment.references ?? {})) {
    if (urls.has(href)) continue;
    const definition = { form: "url", written: href } as const;
    yield { ...definition, offset: offset + findIn(text, { start: 0, end: text.length }, definition) };
  }
}

function linkOf(token: Token): Pick<WrittenLink, "form" | "written"> | undefined {
  if (token.type === "wikilink") return { form: "wikilink", written: token.content };
  const url = token.attrGet(token.type === "image" ? "src" : "href");
  return typeof url === "string" ? { form: "url", written: url } : undefined;
}

/** Where a link is written within a part of a text; the next one is looked for behind it. */
function findIn(
  text: string,
  part: { start: number; end: number },
  { form, written }: Pick<WrittenLink, "form" | "written">,
): number {
  const opening = form === "wikilink" ? "[[" : "";
  const found = text.slice(part.start, part.end).indexOf(opening + written);
  if (found === -1) return part.start;
  const at = part.start + found + opening.length;
  part.start = at + written.length;
  return at;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
