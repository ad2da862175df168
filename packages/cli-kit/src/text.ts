import { stripVTControlCharacters, styleText } from "node:util";
import type { Io } from "./io.ts";

/**
 * Text of notes, gates and reviewers as it may be shown on a terminal: without escape sequences and control
 * characters other than line feed and tab, so that nothing in a note can act on the reader's terminal.
 */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
}

/** The text on one line. */
export function oneLine(text: string): string {
  return printable(text)
    .replace(/\s*\n\s*/g, " ")
    .trim();
}

/** At most `width` characters, the cut marked. */
export function shorten(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(width - 1, 0))}…`;
}

/** `one pair`, `3 pairs`. */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

export type Style = Parameters<typeof styleText>[0];

/** Colours for a stream, or none: only on a terminal, never with NO_COLOR. */
export function painter(
  stream: Io["stdout"],
  environment: Io["environment"],
): (style: Style, text: string) => string {
  const colours = stream.isTTY && !environment.NO_COLOR && environment.TERM !== "dumb";
  return (style, text) => (colours ? styleText(style, text) : text);
}
