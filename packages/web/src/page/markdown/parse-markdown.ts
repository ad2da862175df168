import { DEEPEST, LONGEST_PARSED } from "@review/corpus/markdown-bounds";
import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { meter } from "./meter.ts";
import { TooMuchMarkdownError } from "./too-much.ts";

/**
 * Reads Markdown; every node says where it stands. Throws TooMuchMarkdownError for a text that is longer or deeper, or has
 * more marks or cells, than is drawn in about a second.
 */
export function parseMarkdown(text: string): Root {
  if (text.length > LONGEST_PARSED)
    throw new TooMuchMarkdownError(`it is longer than ${LONGEST_PARSED.toLocaleString("en")} characters`);
  // The parser takes time with the square of them.
  if (DELIMITER_ROW.test(text) && text.split("|").length > MOST_CELLS)
    throw new TooMuchMarkdownError("its tables are too large");
  const tree = fromMarkdown(text, {
    extensions: [gfm(), meter(text)],
    // Without what makes links of bare addresses afterwards: these nodes would not know where they stand.
    mdastExtensions: gfmFromMarkdown().map(({ transforms: _, ...kept }) => kept),
  });
  checkTree(tree);
  return tree;
}

const MOST_CELLS = 5000;
const DELIMITER_ROW = /^[ \t>|:-]+$/m;

/** Each list is two levels, and a few are within its lines. */
const DEEPEST_TREE = 3 * DEEPEST;

/** More elements than that take a browser a second. */
const MOST_NODES = 25_000;

/** Level by level: a tree may be too deep for a function that calls itself. */
function checkTree(tree: Root): void {
  let level: readonly Nodes[] = [tree];
  let [depth, nodes] = [0, 0];
  while (level.length > 0) {
    depth += 1;
    nodes += level.length;
    if (depth > DEEPEST_TREE) throw new TooMuchMarkdownError("it is nested too deep");
    if (nodes > MOST_NODES) throw new TooMuchMarkdownError("there are too many marks in it");
    level = level.flatMap((node) => ("children" in node ? node.children : []));
  }
}

const FRONT_MATTER = /^\uFEFF?(?:(---|\+\+\+)[ \t]*\r?\n(?:[\s\S]*?\r?\n)??\1[ \t]*(?:\r?\n|$))?/;

/** How much of a text is front matter, or a byte order mark: the parser would leave it out, or take it for rules and headings. */
export const frontMatterLength = (text: string): number => FRONT_MATTER.exec(text)?.[0].length ?? 0;
