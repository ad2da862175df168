import type { Io } from "@review/cli-kit";
import type { FixSummaryDocument } from "@review/views";
import { type Cell, layOutTable } from "../../terminal/table.ts";

type Counts = FixSummaryDocument["total"];

/** How many findings there are by gate and by note, in two tables; nothing of none. */
export function describeCounts({ byGate, byNote }: FixSummaryDocument, io: Io): string[] {
  if (byGate.length === 0) return [];
  return [
    ...describeTable("gate", byGate, ({ gateId }) => gateId, io),
    "",
    ...describeTable("note", byNote, ({ notePath }) => notePath, io),
  ];
}

function describeTable<Row extends Counts>(
  what: string,
  rows: readonly Row[],
  nameOf: (row: Row) => string,
  io: Io,
): string[] {
  const head: Cell[] = ["fail", "warn", "new", what].map((text) => ({ text, style: "dim" }));
  const cells = rows.map((row): Cell[] => [
    { text: `${row.fail}`, style: row.fail > 0 ? "red" : "dim" },
    { text: `${row.warn}`, style: row.warn > 0 ? "yellow" : "dim" },
    { text: `${row.new}`, style: row.new > 0 ? undefined : "dim" },
    { text: nameOf(row) },
  ]);
  return layOutTable([head, ...cells], { head: 3, last: "wrapped" }, io);
}
