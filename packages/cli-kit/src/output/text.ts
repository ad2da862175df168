import { styleText } from "node:util";
import stringWidth from "fast-string-width";
import type { Io } from "../process/io.ts";

export { lineWithNames, nameLine, oneLine, printable } from "@review/views";

// Not string-width: that asks Intl.Segmenter, which takes 35 ms to load and 15 s for 80,000 Chinese characters on Node
// 20; this takes 0.1 s for three millions, and differs in characters that cannot be seen, which it counts as one.

/** Nothing so long is aligned, and millions of combining marks are more than a regular expression can hold. */
const LONGEST = 10_000;

/** How many columns of a terminal a text takes: a wide character of East Asia and an emoji take two. */
export function displayWidth(text: string): number {
  return text.length > LONGEST ? text.length : stringWidth(text);
}

/** What of a text has room in so many columns, the cut marked. */
export function shorten(text: string, columns: number): string {
  // The text may be megabytes long, and more than this has room only if most of it cannot be seen.
  const beginning = text.slice(0, 8 * (columns + 1)).toWellFormed();
  if (beginning.length >= text.length && displayWidth(text) <= columns) return text;
  const characters = [...beginning];
  const excess = () => displayWidth(characters.join("")) - (columns - 1);
  // None of them takes more than two columns.
  while (characters.length > 0 && excess() > 0) characters.splice(-Math.ceil(excess() / 2));
  return `${characters.join("")}…`;
}

/** `one pair`, `3 pairs`. */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

/** `1.4 GB`. */
export function describeSize(bytes: number): string {
  const units = ["kB", "MB", "GB"];
  let size = bytes / 1000;
  while (size >= 1000 && units.length > 1) {
    size /= 1000;
    units.shift();
  }
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${units[0]}`;
}

export type Style = Parameters<typeof styleText>[0];

/** Colours for a stream, or none: only on a terminal, never with NO_COLOR. */
export function painter(
  stream: Io["stdout"],
  environment: Io["environment"],
): (style: Style, text: string) => string {
  const colours = stream.isTTY && !environment.NO_COLOR && environment.TERM !== "dumb";
  // Without validateStream, Node would decide by its own stdout, whichever stream this is.
  return (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text);
}
