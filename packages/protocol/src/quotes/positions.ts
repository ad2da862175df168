/** Units in which tools count columns: UTF-16 (editors, LSP by default), code points (SARIF `unicodeCodePoints`) or bytes of UTF-8 (rdjson). */
export type ColumnUnit = "utf16" | "codePoints" | "utf8";

/** A place in a text for people and tools; line and columns count from 1. */
export interface Position {
  line: number;
  column: Readonly<Record<ColumnUnit, number>>;
}

const LINE_END = /\r\n|\n|\r/g;

/** Answers where UTF-16 offsets of a text stand. A line ends with LF, CRLF or CR; an offset beyond the text is its end. */
export function positionFinder(text: string): (offset: number) => Position {
  const lineStarts = [0];
  for (const { index, 0: end } of text.matchAll(LINE_END)) lineStarts.push(index + end.length);
  return (offset) => {
    const at = Math.min(Math.max(0, offset), text.length);
    const line = lastNotBehind(lineStarts, at);
    const before = text.slice(lineStarts[line], at);
    let codePoints = 0;
    for (const _ of before) codePoints += 1;
    const column = {
      utf16: before.length + 1,
      codePoints: codePoints + 1,
      utf8: Buffer.byteLength(before) + 1,
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

/**
 * The way back: answers which UTF-16 offset of a text a place is, line and column counted from 1. A column behind its line is
 * the line's end (so `Infinity` asks for that), one within a character is the character's start; undefined for a line that the
 * text does not have, and for a column before the first.
 */
export function offsetFinder(
  text: string,
): (line: number, column: number, unit: ColumnUnit) => number | undefined {
  const lines: { start: number; end: number }[] = [];
  let start = 0;
  for (const { index, 0: lineEnd } of text.matchAll(LINE_END)) {
    lines.push({ start, end: index });
    start = index + lineEnd.length;
  }
  lines.push({ start, end: text.length });
  return (line, column, unit) => {
    const found = lines[line - 1];
    return found && column >= 1
      ? found.start + lengthOf(text.slice(found.start, found.end), column - 1, unit)
      : undefined;
  };
}

/** The UTF-16 length of the beginning of a line that has so many units, and no half character. */
function lengthOf(line: string, units: number, unit: ColumnUnit): number {
  let length = 0;
  let counted = 0;
  for (const character of line) {
    counted += unit === "utf16" ? character.length : unit === "codePoints" ? 1 : Buffer.byteLength(character);
    if (counted > units) break;
    length += character.length;
  }
  return length;
}

/** The index of the last number that is not greater. The numbers ascend from 0. */
function lastNotBehind(numbers: readonly number[], asked: number): number {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((numbers[middle] ?? 0) <= asked) low = middle;
    else high = middle - 1;
  }
  return low;
}
