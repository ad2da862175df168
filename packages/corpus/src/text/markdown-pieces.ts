/**
 * The characters of Markdown that are parsed at once. Parsing this much takes a few milliseconds, and about 0.1 s where
 * somebody wanted it slow; few notes are longer.
 */
export const PIECE_LENGTH = 32_768;

/** No longer than this: an open one is repeated in front of each piece. */
const FENCE = /^ {0,3}(`{3,999}|~{3,999})/;

/** A part of a Markdown text that can be parsed by itself. */
export interface MarkdownPiece {
  text: string;
  /** Of `text` in the whole text; where an open fence is repeated in front, what follows the fence stands at the right place. */
  offset: number;
}

/**
 * A Markdown text in pieces of at most about PIECE_LENGTH that can be parsed one by one for what stands in them: cut
 * where a block begins, as far as there is such a place. A block that is longer is cut between lines, and a line that
 * is longer in front of a `[`. Takes time in proportion to the text.
 */
export function* markdownPieces(text: string): Generator<MarkdownPiece, void> {
  let start = 0;
  let fence = "";
  let prefix = "";
  let afterBlank = false;
  const cut = (end: number) => {
    // The rest of a block that was cut must not become indented code.
    const piece = start === 0 || prefix !== "" ? text.slice(start, end) : text.slice(start, end).trimStart();
    const whole = { text: prefix + piece, offset: end - piece.length - prefix.length };
    start = end;
    prefix = fence === "" ? "" : `${fence}\n`;
    return whole;
  };
  for (let from = 0; from < text.length; ) {
    const lineFeed = text.indexOf("\n", from);
    const end = lineFeed === -1 ? text.length : lineFeed + 1;
    const line = text.slice(from, end);
    const beginsBlock = afterBlank && fence === "" && /^\S/.test(line);
    if (from > start && (end - start > PIECE_LENGTH || (beginsBlock && from - start > PIECE_LENGTH / 2))) {
      yield cut(from);
    }
    while (end - start > PIECE_LENGTH) yield cut(placeInLine(text, start));
    fence = followFence(fence, line);
    afterBlank = line.trim() === "";
    from = end;
  }
  yield cut(text.length);
}

function placeInLine(text: string, start: number): number {
  const middle = start + PIECE_LENGTH / 2;
  // Not in the whole text, which would be searched back to its start for each piece of a line without any.
  const bracket = text.slice(middle, start + PIECE_LENGTH + 1).lastIndexOf("[");
  return bracket > 0 ? middle + bracket : start + PIECE_LENGTH;
}

/** The fence that is open after a line: the same, none, or the one that the line opens. */
function followFence(open: string, line: string): string {
  const [before = "", mark] = FENCE.exec(line) ?? [];
  if (mark === undefined) return open;
  if (open !== "") return mark.startsWith(open) && line.trim() === mark ? "" : open;
  const isCodeSpan = mark.startsWith("`") && line.includes("`", before.length);
  return isCodeSpan ? "" : mark;
}
