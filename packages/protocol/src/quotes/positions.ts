/** Units in which tools count columns: UTF-16 (editors, LSP by default), code points (SARIF `unicodeCodePoints`) or bytes of UTF-8 (rdjson). */
export type ColumnUnit = "utf16" | "codePoints" | "utf8";

/** A place in a text for people and tools; line and columns count from 1. */
export interface Position {
  line: number;
  column: Readonly<Record<ColumnUnit, number>>;
}

/** Answers where UTF-16 offsets of a text stand. A line ends with LF, CRLF or CR; an offset beyond the text is its end. */
export function positionFinder(text: string): (offset: number) => Position {
  const lineStarts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g)) lineStarts.push(index + end.length);
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
