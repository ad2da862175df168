import { count, type Io, layOutTable, oneLine, painter, wrapText } from "@review/cli-kit";
import type { TrapResult } from "@review/runner";
import { describeNumber, describeUsd } from "../../terminal/describe-amounts.ts";
import type { TrapPlan } from "./trap-plan.ts";

/** Said before anything is sent. */
export function describePlan({
  runner,
  model,
  prompts,
  promptBytes,
  price,
}: { runner: string; model: string } & TrapPlan): string[] {
  const pairs = prompts.reduce((sum, each) => sum + each.pairs, 0);
  const sent = `${count(prompts.length, "prompt")} for ${count(pairs, "review")}, ${describeNumber(promptBytes)} bytes`;
  return [
    `${runner} is asked for ${model}: ${sent}, in a folder of its own; no ledger is touched`,
    price === undefined
      ? "what that costs is not known"
      : `about ${describeUsd(price.inputUsd)} for what is read, and ${describeUsd(price.outputUsdPerMillion)} for a million tokens written`,
  ];
}

/** What would be sent, a line each. */
export function listTraps({ prompts }: TrapPlan, io: Pick<Io, "stdout" | "environment">): string[] {
  const rows = prompts.map(({ trap, promptBytes, what }) => [
    { text: trap },
    { text: `${describeNumber(promptBytes)} bytes` },
    { text: what },
  ]);
  return layOutTable(rows, { head: 2, last: "wrapped" }, io);
}

const INDENT = "        ";

/** What became of a trap, and what the runner did wrong. */
export function describeResult(
  { trap, what, held, why }: TrapResult,
  { prompts }: TrapPlan,
  { stdout, environment }: Pick<Io, "stdout" | "environment">,
): string[] {
  const width = Math.max(...prompts.map((each) => each.trap.length));
  const mark = painter(stdout, environment)(held ? "green" : "red", held ? "held  " : "failed");
  const reason = why === undefined ? [] : wrapText(oneLine(why), stdout.columns, { first: INDENT });
  return [`${mark}  ${trap.padEnd(width)}  ${what}`, ...reason];
}
