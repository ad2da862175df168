/*
 * One definition of a line for the whole package: it ends with LF or CR LF. Everything here looks at each character
 * once, by indexOf; a reviewer may print 64 MiB of line breaks.
 */

const BYTE_ORDER_MARK = "\uFEFF";

/** Whether a line begins at this index; a byte order mark at the start of the text is not part of the line. */
export function isLineStart(text: string, index: number): boolean {
  if (index === 0) return true;
  const before = text[index - 1];
  return before === "\n" || (index === 1 && before === BYTE_ORDER_MARK);
}

/** The index of the LF that ends the line of `from`, or the length of the text. */
export function findLineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

/** The lines of a text without their line breaks, one at a time. */
export function* eachLine(text: string): Generator<string, void> {
  for (let start = 0, end = 0; start <= text.length; start = end + 1) {
    end = findLineEnd(text, start);
    yield lineBetween(text, start, end);
  }
}

/** The line from `start` to the end that `findLineEnd` tells, without its line break. */
export function lineBetween(text: string, start: number, end: number): string {
  const hasReturn = end < text.length && end > start && text[end - 1] === "\r";
  return text.slice(start, hasReturn ? end - 1 : end);
}

/** The same text with LF instead of CR LF. */
export function normalizeLineBreaks(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
