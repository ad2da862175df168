import type { CostRow, Costs } from "@review/views";
import { type NumberColumn, NumberTable } from "../parts/number-table.tsx";
import { amount, dollars, duration } from "../parts/words.ts";

const COLUMNS: readonly NumberColumn<Costs>[] = [
  { name: "runs", of: ({ runs }) => amount(runs) },
  { name: "pairs", of: ({ pairs }) => amount(pairs) },
  { name: "calls", of: ({ invocations }) => amount(invocations) },
  {
    name: "cost",
    of: ({ costUsd, unpriced }) => dollars(costUsd) + (unpriced > 0 ? ` + ${amount(unpriced)} unpriced` : ""),
  },
  { name: "tokens in", of: ({ inputTokens }) => amount(inputTokens) },
  { name: "tokens out", of: ({ outputTokens }) => amount(outputTokens) },
  { name: "time", of: ({ durationMs }) => duration(durationMs) },
];

/** What runs took, by name. */
export function CostTable({
  label,
  rows,
  total,
}: {
  label: string;
  rows: readonly CostRow[];
  total?: Costs;
}) {
  const all = total && rows.length > 1 ? [...rows, { ...total, name: "all" }] : rows;
  return (
    <NumberTable<CostRow>
      label={label}
      named={{ name: "name", of: ({ name }) => name }}
      rows={all}
      columns={COLUMNS}
    />
  );
}
