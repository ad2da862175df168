import { setImmediate } from "node:timers/promises";
import type { Env, MarkdownIt } from "markdown-it";
import { markdownPieces } from "../text/markdown-pieces.ts";

/**
 * The URLs of the links, images and reference definitions of a Markdown text, as written: in order of appearance, but a
 * definition where it is first used, or behind the links around it. Takes time in proportion to the text, in steps
 * between which other work gets a turn. Links more than 20 levels deep are not found.
 */
export async function findUrls(markdown: string): Promise<string[]> {
  const parser = await linkParser();
  const urls = new Set<string>();
  for (const piece of markdownPieces(markdown)) {
    for (const url of urlsIn(parser, piece)) urls.add(url);
    await setImmediate();
  }
  return [...urls];
}

/** A parser that knows only what a link can be and what can hide one: emphasis and the like cost time and find none. */
async function linkParser(): Promise<MarkdownIt> {
  const { default: createParser } = await import("markdown-it");
  const parser = createParser("zero", { html: true });
  parser.enable(["fence", "code", "blockquote", "list", "heading", "lheading", "hr", "html_block"]);
  parser.enable(["reference", "escape", "backticks", "link", "image", "autolink", "html_inline", "newline"]);
  // Which URLs count is for the caller to say, and as they are written.
  parser.validateLink = () => true;
  parser.normalizeLink = (url) => url;
  return parser;
}

function* urlsIn(parser: MarkdownIt, markdown: string): Generator<string, void> {
  // Neither a link nor a definition is without one of these.
  if (!markdown.includes("](") && !markdown.includes("]:")) return;
  const environment: Env = {};
  for (const { children } of parser.parse(markdown, environment)) {
    for (const token of children ?? []) {
      const url = token.attrGet(token.type === "image" ? "src" : "href");
      if (typeof url === "string") yield url;
    }
  }
  for (const { href } of Object.values(environment.references ?? {})) yield href;
}
