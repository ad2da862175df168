import { fromMarkdown } from "mdast-util-from-markdown";
import { visit } from "unist-util-visit";

/**
 * The URLs of the links, images and reference definitions of a markdown text, as written, in order of appearance.
 * None for a text nested too deep to parse (thousands of `>`), which no reader follows either.
 */
export function findUrls(markdown: string): string[] {
  const urls: string[] = [];
  try {
    visit(fromMarkdown(markdown), (node) => {
      if (node.type === "link" || node.type === "image" || node.type === "definition") urls.push(node.url);
    });
  } catch (error) {
    // The parser and the visitor recurse; running out of stack is their only failure.
    if (!(error instanceof RangeError)) throw error;
    return [];
  }
  return urls;
}
