import { count, displayWidth } from "../output/text.ts";
import type { Io } from "../process/io.ts";
import { terminalWidth } from "../process/terminal-width.ts";

/** What is longer may have scrolled off a terminal before it was read. */
const LINES_READ_AT_ONCE = 20;

/** Nothing of a text that a person sees at once, else how much there is to read: `, 5 values on 763 lines, also those that scrolled by`. */
export function describeLength(
  text: string,
  values: number,
  { columns }: Pick<Io["stderr"], "columns">,
): string {
  const width = terminalWidth(columns);
  const lines = text
    .split("\n")
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / width)), 0);
  if (lines <= LINES_READ_AT_ONCE) return "";
  return `, ${count(values, "value")} on ${lines} lines, also those that scrolled by`;
}
