import type { MarkdownIt } from "markdown-it";
import { addMdxComments } from "./mdx-comment.ts";

/**
 * The most characters of Markdown that are parsed as a whole: a few milliseconds for most, and 0.1 to 0.2 s where somebody
 * wanted it slow. Few notes are longer.
 */
export const LONGEST_PARSED = 65_536;

/** Deeper than anybody writes, and less than makes a hostile text slow. */
export const DEEPEST = 20;

/** A parser of Markdown with tables, HTML and comments of MDX; definitions are text like any other. */
export async function createMarkdownParser(): Promise<MarkdownIt> {
  const { default: createParser } = await import("markdown-it");
  const parser = createParser("default", { html: true, maxNesting: DEEPEST });
  parser.disable("reference");
  addMdxComments(parser);
  return parser;
}
