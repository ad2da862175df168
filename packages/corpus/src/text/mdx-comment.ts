import type { MarkdownIt } from "markdown-it";

const [OPENING, CLOSING] = ["{/*", "*/}"];
/** A longer one is text: each beginning would be looked behind for its end. */
const LONGEST_COMMENT = 4_000;

/**
 * Lets a parser take a comment of MDX on lines of its own between two blocks for a block of HTML, as it takes `<!-- … -->`. Many sites
 * read `.md` as MDX, too, so the name of the file decides nothing.
 */
export function addMdxComments(parser: MarkdownIt): void {
  parser.block.ruler.before("paragraph", "mdx_comment", (state, startLine, endLine, silent) => {
    const lineOf = <Kind extends "bMarks" | "eMarks" | "tShift" | "sCount">(kind: Kind, line: number) =>
      state[kind][line] ?? 0;
    if (lineOf("sCount", startLine) - state.blkIndent >= 4) return false;
    const start = lineOf("bMarks", startLine) + lineOf("tShift", startLine);
    if (!state.src.startsWith(OPENING, start)) return false;
    const inside = start + OPENING.length;
    const length = state.src.slice(inside, inside + LONGEST_COMMENT).indexOf(CLOSING);
    if (length === -1) return false;
    const closing = inside + length;
    let last = startLine;
    while (last < endLine && lineOf("eMarks", last) < closing) {
      last += 1;
      // It ends with the list item or quote that it is in.
      if (last < endLine && !state.isEmpty(last) && lineOf("sCount", last) < state.blkIndent) return false;
    }
    const behind = state.src.slice(closing + CLOSING.length, lineOf("eMarks", last));
    if (last >= endLine || behind.trim() !== "") return false;
    if (silent) return true;
    state.line = last + 1;
    const token = state.push("html_block", "", 0);
    token.map = [startLine, state.line];
    token.content = state.getLines(startLine, state.line, state.blkIndent, true);
    return true;
  });
}

/** What stands in a text that is one comment of MDX and nothing else. */
export function insideOfMdxComment(text: string): string | undefined {
  if (!text.startsWith(OPENING) || text.indexOf(CLOSING, OPENING.length) !== text.length - CLOSING.length)
    return undefined;
  return text.slice(OPENING.length, -CLOSING.length);
}
