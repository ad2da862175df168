import type { Groups } from "@review/views";
import type { Io } from "../process/io.ts";
import { type Cell, layOutTable } from "./table.ts";
import { count, painter, type Style } from "./text.ts";

/** A number that is told of each group. */
export interface AmountColumn<Counts> {
  head: string;
  amountOf(counts: Counts): number;
  /** Of an amount that is not zero. */
  style?: Style;
}

/** Groups as tables below each other, one for each kind that has any; nothing of none. */
export function describeGroups<Counts>(
  { byGate = [], byFolder = [], byNote = [], more }: Groups<Counts>,
  columns: readonly AmountColumn<Counts>[],
  io: Pick<Io, "stdout" | "environment">,
): string[] {
  const describe = <Group extends Counts>(
    what: string,
    groups: readonly Group[],
    left: number | undefined,
    nameOf: (group: Group) => string,
  ) => {
    if (groups.length === 0) return [];
    const head = [...columns.map((column) => column.head), what].map(
      (text): Cell => ({ text, style: "dim" }),
    );
    const rows = groups.map((group): Cell[] => [
      ...columns.map(({ amountOf, style }): Cell => {
        const amount = amountOf(group);
        return { text: `${amount}`, style: amount > 0 ? style : "dim" };
      }),
      { text: nameOf(group) },
    ]);
    const paint = painter(io.stdout, io.environment);
    const rest = left === undefined ? [] : [paint("dim", `and ${count(left, `more ${what}`)}`)];
    return ["", ...layOutTable([head, ...rows], { head: columns.length, last: "wrapped" }, io), ...rest];
  };
  return [
    ...describe("gate", byGate, more?.byGate, ({ gateId }) => gateId),
    ...describe("folder", byFolder, more?.byFolder, ({ folder }) => folder),
    ...describe("note", byNote, more?.byNote, ({ notePath }) => notePath),
  ].slice(1);
}
