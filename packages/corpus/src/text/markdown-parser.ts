import type { MarkdownIt } from "markdown-it";
import { DEEPEST } from "./markdown-bounds.ts";
import { addMdxComments } from "./mdx-comment.ts";

/** A parser of Markdown with tables, HTML and comments of MDX; definitions are text like any other. */
export async function createMarkdownParser(): Promise<MarkdownIt> {
  const { default: createParser } = await import("markdown-it");
  const parser = createParser("default", { html: true, maxNesting: DEEPEST });
  parser.disable("reference");
  addMdxComments(parser);
  return parser;
}
