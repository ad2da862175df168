import type { PageGate } from "@review/views";
import { cellOf } from "../model/cell.ts";
import { Figures } from "../parts/figures.tsx";
import { type NumberColumn, NumberTable } from "../parts/number-table.tsx";
import { amount, NOT_KNOWN } from "../parts/words.ts";
import { money } from "../runs/taken.tsx";
import { useCosts } from "../runs/use-costs.ts";
import { usePage } from "../state/page-state.ts";

interface Judged {
  name: string;
  judged: number;
  pass: number;
  warn: number;
  fail: number;
  /** What was found is not about the texts of now. */
  stale: number;
}

const COLUMNS: readonly NumberColumn<Judged>[] = [
  { name: "notes", meaning: "that the model judged", of: ({ judged }) => amount(judged) },
  { name: "pass", of: ({ pass }) => amount(pass) },
  { name: "warn", of: ({ warn }) => amount(warn) },
  { name: "fail", of: ({ fail }) => amount(fail) },
  {
    name: "stale",
    meaning: "the note or the gate changed since, or it was reopened",
    of: ({ stale }) => amount(stale),
  },
];

/** A gate in numbers, under all partitions and under each. */
export function GateFigures({ gate }: { gate: PageGate }) {
  const { known } = usePage();
  const { document, gateAt } = known.value;
  const at = gateAt.get(gate.gateId);
  const pairs = document.pairs.filter((pair) => pair.gate === at);
  const { value: costs, error } = useCosts();
  const cost = costs?.byGate.find(({ name }) => name === gate.gateId);
  const ofCosts = (words: string) => (costs ? words : error ? NOT_KNOWN : "…");
  const waived = document.waived.filter(({ gateId }) => gateId === gate.gateId);
  const rows = document.modelIds
    .map((name, model) => {
      const cells = pairs
        .filter(({ verdicts }) => verdicts.some((verdict) => verdict.model === model))
        .map((pair) => cellOf(pair, model));
      const count = (kind: string) => cells.filter((cell) => cell.kind === kind && !cell.isStale).length;
      const stale = cells.filter((cell) => cell.isStale).length;
      const decided = { pass: count("pass"), warn: count("warn"), fail: count("fail") };
      return { name, judged: cells.length, ...decided, stale };
    })
    .filter(({ judged }) => judged > 0);
  const figures: [string, string][] = [
    ["notes", amount(pairs.length)],
    ["fresh", amount(pairs.filter(({ state }) => state === "fresh").length)],
    ["waived findings", amount(waived.reduce((sum, { findings }) => sum + findings.length, 0))],
    ["runs", ofCosts(amount(cost?.runs ?? 0))],
    ["cost", ofCosts(cost ? money(cost) : NOT_KNOWN)],
  ];
  return (
    <>
      <Figures all={figures} />
      <NumberTable
        label="How its notes stand under each model"
        named={{ name: "model", of: ({ name }) => name }}
        rows={rows}
        columns={COLUMNS}
      />
    </>
  );
}
