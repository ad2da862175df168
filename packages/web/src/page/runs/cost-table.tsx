import type { CostRow, Costs } from "@review/views";
import { type NumberColumn, NumberTable } from "../parts/number-table.tsx";
import { amount, dollars, duration } from "../parts/words.ts";

const COLUMNS: readonly NumberColumn<Costs>[] = [
  { name: "runs", of: ({ runs }) => amount(runs) },
  {
    name: "notes",
    meaning: "each once for each gate that it was reviewed against",
    of: ({ pairs }) => amount(pairs),
  },
  {
    name: "calls",
    meaning: "times that a reviewer was asked; one call may serve several runs",
    of: ({ invocations }) => amount(invocations),
  },
  {
    name: "cost",
    meaning: "of calls whose price is known, as the clients computed it",
    of: ({ costUsd, unpriced }) =>
      dollars(costUsd) + (unpriced > 0 ? ` + ${amount(unpriced)} of unknown price` : ""),
  },
  { name: "tokens in", of: ({ inputTokens }) => amount(inputTokens) },
  { name: "tokens out", of: ({ outputTokens }) => amount(outputTokens) },
  { name: "time", meaning: "of all calls, added up", of: ({ durationMs }) => duration(durationMs) },
];

/** What runs took, by name. */
export function CostTable({
  label,
  named,
  rows,
  total,
}: {
  label: string;
  /** What the rows are. */
  named: string;
  rows: readonly CostRow[];
  total?: Costs;
}) {
  const all = total && rows.length > 1 ? [...rows, { ...total, name: "all" }] : rows;
  return (
    <NumberTable<CostRow>
      label={label}
      named={{ name: named, of: ({ name }) => name }}
      rows={all}
      columns={COLUMNS}
    />
  );
}
