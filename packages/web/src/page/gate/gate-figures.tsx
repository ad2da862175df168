import type { PageGate } from "@review/views";
import { cellOf } from "../model/cell.ts";
import { amount, dollars } from "../parts/words.ts";
import { usePage } from "../state/page-state.ts";

/** A gate in numbers, under all partitions and under each. */
export function GateFigures({ gate }: { gate: PageGate }) {
  const { known } = usePage();
  const { document, gateAt } = known.value;
  const at = gateAt.get(gate.gateId);
  const pairs = document.pairs.filter((pair) => pair.gate === at);
  const cost = document.costs.byGate.find(({ name }) => name === gate.gateId);
  const waived = document.waived.filter(({ gateId }) => gateId === gate.gateId);
  const rows = document.modelIds
    .map((name, model) => {
      const cells = pairs
        .filter(({ verdicts }) => verdicts.some((verdict) => verdict.model === model))
        .map((pair) => cellOf(pair, model));
      const count = (kind: string) => cells.filter((cell) => cell.kind === kind && !cell.isStale).length;
      return { name, judged: cells.length, pass: count("pass"), warn: count("warn"), fail: count("fail") };
    })
    .filter(({ judged }) => judged > 0);
  const figures: [string, string][] = [
    ["pairs", amount(pairs.length)],
    ["fresh", amount(pairs.filter(({ state }) => state === "fresh").length)],
    ["waived findings", amount(waived.reduce((sum, { findings }) => sum + findings.length, 0))],
    ["runs", amount(cost?.runs ?? 0)],
    ["cost", dollars(cost?.costUsd ?? 0)],
  ];
  return (
    <>
      <dl class="figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {rows.length > 0 && (
        <div class="table-box" tabIndex={0} data-own-arrows>
          <table class="numbers">
            <thead>
              <tr>
                {["model", "pairs", "pass", "warn", "fail"].map((name) => (
                  <th scope="col" key={name}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ name, judged, pass, warn, fail }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {[judged, pass, warn, fail].map((value, index) => (
                    <td key={index}>{amount(value)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
