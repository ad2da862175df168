/** Units in which tools count columns: UTF-16 (editors, LSP by default), code points (SARIF `unicodeCodePoints`) or bytes of UTF-8 (rdjson). */
export type ColumnUnit = "utf16" | "codePoints" | "utf8";

/** A place in a text for people and tools; line and columns count from 1. */
export interface Position {
  line: number;
  column: Readonly<Record<ColumnUnit, number>>;
}

/** Answers where UTF-16 offsets of a text stand. A line ends with LF, CRLF or CR; an offset beyond the text is its end. */
export function positionFinder(text: string): (offset: number) => Position {
  const lineStarts = lineStartsOf(text);
  return (offset) => {
    const at = Math.min(Math.max(0, offset), text.length);
    const line = lastNotBehind(lineStarts, at);
    const before = text.slice(lineStarts[line], at);
    // Counted when asked for: nearly nobody does, and a line may be as long as the text.
    const column = {
      utf16: before.length + 1,
      get codePoints() {
        return countCodePoints(before) + 1;
      },
      get utf8() {
        return Buffer.byteLength(before) + 1;
      },
    };
    return { line: line + 1, column };
  };
}

/** A place in a note. */
export interface QuotationPlace {
  /** From 1, columns in UTF-16 units; the end is behind the last unit. */
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
  /** UTF-16 offsets in the text. */
  startOffset: number;
  endOffset: number;
}

/** Answers where parts of a text that are given by their UTF-16 offsets stand. */
export function placeReader(text: string): (part: { start: number; end: number }) => QuotationPlace {
  const positionOf = positionFinder(text);
  return ({ start, end }) => {
    const [from, to] = [positionOf(start), positionOf(end)];
    return {
      startLine: from.line,
      startColumn: from.column.utf16,
      endLine: to.line,
      endColumn: to.column.utf16,
      startOffset: start,
      endOffset: end,
    };
  };
}

const [LINE_FEED, CARRIAGE_RETURN] = [0x0a, 0x0d];

/**
 * Offsets at which the lines of a text begin; the first behind a byte order mark, which editors show in no column. Unit by unit: to
 * match each of millions of line ends would take a second.
 */
function lineStartsOf(text: string): number[] {
  const starts = [text.startsWith("\uFEFF") ? 1 : 0];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const isEnd = unit === LINE_FEED || (unit === CARRIAGE_RETURN && text.charCodeAt(at + 1) !== LINE_FEED);
    if (isEnd) starts.push(at + 1);
  }
  return starts;
}

function countCodePoints(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += sizeAt(text, at)) count += 1;
  return count;
}

/** UTF-16 units of the character at an offset. */
const sizeAt = (text: string, at: number) => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);

/**
 * The way back: answers which UTF-16 offset of a text a place is, line and column counted from 1. A column behind its line is
 * the line's end (so `Infinity` asks for that), one within a character is the character's start; undefined for a line that the
 * text does not have, and for a column before the first.
 */
export function offsetFinder(
  text: string,
): (line: number, column: number, unit: ColumnUnit) => number | undefined {
  const lineStarts = lineStartsOf(text);
  return (line, column, unit) => {
    const start = lineStarts[line - 1];
    if (start === undefined || !(column >= 1)) return undefined;
    const words = text.slice(start, lineStarts[line]).replace(/(?:\r\n|\n|\r)$/, "");
    return start + lengthOf(words, column - 1, unit);
  };
}

/** The UTF-16 length of the beginning of a line that has so many units, and no half character. */
function lengthOf(line: string, units: number, unit: ColumnUnit): number {
  // No UTF-16 unit has more than three bytes.
  if (units >= 3 * line.length) return line.length;
  let length = 0;
  let counted = 0;
  while (length < line.length) {
    const size = sizeAt(line, length);
    counted += unit === "utf16" ? size : unit === "codePoints" ? 1 : bytesAt(line, length);
    if (counted > units) break;
    length += size;
  }
  return length;
}

/** Bytes of UTF-8 of the character at an offset; half a character counts as U+FFFD, which Node writes for it. */
function bytesAt(text: string, at: number): number {
  const point = text.codePointAt(at) ?? 0;
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}

/** The index of the last number that is not greater. The numbers ascend; the first, if none is. */
function lastNotBehind(numbers: readonly number[], asked: number): number {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((numbers[middle] ?? 0) <= asked) low = middle;
    else high = middle - 1;
  }
  return low;
}
