import type { CostRow, Costs } from "@review/views";
import { type NumberColumn, NumberTable } from "../parts/number-table.tsx";
import { amount, duration, NOT_KNOWN } from "../parts/words.ts";
import { money } from "./taken.tsx";

const hasTokens = ({ inputTokens, outputTokens }: Costs) => inputTokens + outputTokens > 0;

const COLUMNS: readonly NumberColumn<Costs>[] = [
  { name: "runs", of: ({ runs }) => amount(runs) },
  {
    name: "pairs",
    meaning: "a note against a gate, counted in each run that was asked for it",
    of: ({ pairs }) => amount(pairs),
  },
  {
    name: "calls",
    meaning: "times that a reviewer was asked; one call may serve several runs",
    of: ({ invocations }) => amount(invocations),
  },
  {
    name: "cost",
    meaning: "of calls whose price is known, as the clients computed it; – where nobody tells",
    of: money,
  },
  { name: "tokens in", of: (costs) => (hasTokens(costs) ? amount(costs.inputTokens) : NOT_KNOWN) },
  { name: "tokens out", of: (costs) => (hasTokens(costs) ? amount(costs.outputTokens) : NOT_KNOWN) },
  {
    name: "time",
    meaning: "of all calls, added up",
    of: ({ durationMs }) => (durationMs === 0 ? NOT_KNOWN : duration(durationMs)),
  },
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
