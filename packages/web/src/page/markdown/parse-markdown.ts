import type { Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

/** Reads Markdown; every node says where it stands. */
export function parseMarkdown(text: string): Root {
  return fromMarkdown(text, {
    extensions: [gfm()],
    // Without what makes links of bare addresses afterwards: these nodes would not know where they stand.
    mdastExtensions: gfmFromMarkdown().map(({ transforms: _, ...kept }) => kept),
  });
}

const FRONT_MATTER = /^\uFEFF?(?:(---|\+\+\+)[ \t]*\r?\n(?:[\s\S]*?\r?\n)??\1[ \t]*(?:\r?\n|$))?/;

/** How much of a text is front matter, or a byte order mark: the parser would leave it out, or take it for rules and headings. */
export const frontMatterLength = (text: string): number => FRONT_MATTER.exec(text)?.[0].length ?? 0;
