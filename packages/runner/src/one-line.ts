import { cutText } from "./cut-text.ts";

/** Room for what a client or a service said in its own words, within a one-line message. */
const LIMIT = 300;

/** A text on one line: control characters and runs of white space become one space, the rest is cut at 300 characters. */
export function toOneLine(text: string, limit = LIMIT): string {
  // Cut before the replacement as well: the text may be megabytes long.
  const line = cutText(text, 4 * limit)
    .replaceAll(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ")
    .trim();
  return cutText(line, limit);
}

/** The last line of a text that is not blank. */
export function lastLine(text: string): string | undefined {
  const said = text.trimEnd();
  return said.slice(said.lastIndexOf("\n") + 1).trim() || undefined;
}
