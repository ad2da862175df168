import type { Io } from "../process/io.ts";
import { displayWidth, nameLine, oneLine, painter, type Style, shorten } from "./text.ts";
import { wrapText } from "./wrap-text.ts";

/** One value of a row: a name, or words of ours with names in them, as they are. */
export interface Cell {
  text: string;
  /** It is what somebody said, and keeps its joiners. */
  isSaid?: boolean;
  style?: Style | undefined;
}

export interface TableLayout {
  /** Where the columns do not fit the terminal, so many of them stay on the first line of each row. */
  head: number;
  /** What happens to the last cell, free text, at the edge of the terminal. */
  last: "cut" | "wrapped";
}

const GAP = "  ";
const INDENT = "    ";
/** With less room than this for its last cell, a row is not readable as one line. */
const LEAST_LAST = 16;

/**
 * Rows as aligned columns, a line each. Where they do not fit the terminal, each row becomes several lines: its
 * first cells, and the others below them, indented; so does one whose last cell has a word that does not fit. Off a terminal nothing is cut or broken.
 */
export function layOutTable(
  rows: readonly (readonly Cell[])[],
  { head, last }: TableLayout,
  { stdout, environment }: Pick<Io, "stdout" | "environment">,
): string[] {
  const clean = rows.map((row) =>
    row.map(({ text, style, isSaid }) => ({ text: isSaid ? oneLine(text) : nameLine(text), style })),
  );
  const paint = painter(stdout, environment);
  const widths = columnWidths(clean);
  const align = (cells: readonly Cell[]) =>
    cells
      .map(({ text, style }, index) => {
        const padding = " ".repeat(Math.max((widths[index] ?? 0) - displayWidth(text), 0));
        return (style === undefined ? text : paint(style, text)) + padding + GAP;
      })
      .join("");
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + GAP.length, 0);
  const room = stdout.columns === undefined ? undefined : stdout.columns - before;
  const fits = room === undefined || room >= Math.min(widths.at(-1) ?? 0, LEAST_LAST);

  const inOneLine = (row: readonly Cell[]): string[] => {
    const text = row.at(-1)?.text ?? "";
    if (room !== undefined && last === "wrapped" && text.split(" ").some((word) => displayWidth(word) > room))
      return [align(row.slice(0, -1)), ...wrapText(text, stdout.columns, { first: INDENT })];
    const cut = room === undefined ? text : shorten(text, room);
    const [first = "", ...more] = last === "cut" ? [cut] : wrapText(text, room);
    return [align(row.slice(0, -1)) + first, ...more.map((line) => " ".repeat(before) + line)];
  };
  const inSeveral = (row: readonly Cell[]): string[] => {
    const rest = row.slice(head).flatMap(({ text }) => (text === "" ? [] : [text]));
    return [align(row.slice(0, head)), ...wrapText(rest.join(GAP), stdout.columns, { first: INDENT })];
  };
  return clean.flatMap(fits ? inOneLine : inSeveral).map((line) => line.trimEnd());
}

function columnWidths(rows: readonly (readonly Cell[])[]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, { text }] of row.entries()) {
      widths[index] = Math.max(widths[index] ?? 0, displayWidth(text));
    }
  }
  return widths;
}
