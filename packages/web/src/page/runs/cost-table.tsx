import type { CostRow, Costs } from "@review/views";
import { amount, dollars, duration } from "../parts/words.ts";

const COLUMNS: readonly [name: string, of: (costs: Costs) => string][] = [
  ["runs", ({ runs }) => amount(runs)],
  ["pairs", ({ pairs }) => amount(pairs)],
  ["calls", ({ invocations }) => amount(invocations)],
  [
    "cost",
    ({ costUsd, unpriced }) => dollars(costUsd) + (unpriced > 0 ? ` + ${amount(unpriced)} unpriced` : ""),
  ],
  ["tokens in", ({ inputTokens }) => amount(inputTokens)],
  ["tokens out", ({ outputTokens }) => amount(outputTokens)],
  ["time", ({ durationMs }) => duration(durationMs)],
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
  if (rows.length === 0) return null;
  return (
    <div class="table-box" tabIndex={0} data-own-arrows>
      <table class="numbers" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">name</th>
            {COLUMNS.map(([name]) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.name} name={row.name} costs={row} />
          ))}
          {total && rows.length > 1 && <Row name="all" costs={total} />}
        </tbody>
      </table>
    </div>
  );
}

function Row({ name, costs }: { name: string; costs: Costs }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {COLUMNS.map(([column, of]) => (
        <td key={column}>{of(costs)}</td>
      ))}
    </tr>
  );
}
