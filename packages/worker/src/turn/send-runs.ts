import { endTurn, type TakenBatch, type TurnEnd, type TurnResult } from "@review/db/queue";
import {
  type BatchOutcome,
  consumptionOf,
  countCalls,
  executeBatch,
  namesIn,
  type PlannedRun,
  type Reviewer,
  runEvents,
  secondOf,
  sumUp,
  withChanged,
} from "@review/runner";
import { readSettings } from "../sharing/sweep-settings.ts";
import type { ReviewerHere, Working } from "../working/site.ts";
import { decideEnd, troubleHere } from "./decide-end.ts";
import { leaveRunner, tellLost } from "./tell.ts";

/** Reviews what is stale of a batch, by the code of every sweep, and ends its turn by what came of it. */
export async function sendRuns(
  working: Working,
  taken: TakenBatch,
  {
    runs,
    reviewer,
    here,
    skipped,
  }: { runs: readonly PlannedRun[]; reviewer: Reviewer; here: ReviewerHere; skipped: number },
): Promise<void> {
  const { site, options, summary } = working;
  const { sweep, turn } = taken;
  const { ledger, report, self: owner, toolVersion } = site;
  const named = { sweepId: sweep.id, batch: turn.batch, ...namesIn(runs) };
  report({ event: "batch-started", ...named, pairs: pairsIn(runs) });
  const began = performance.now();
  const { timeoutMs } = readSettings(sweep.settings);
  const outcome = await executeBatch(
    {
      ...{
        ...site,
        root: site.corpus.root,
        ledger,
        timeoutMs,
        toolVersion,
        owner,
        turn,
        repair: here.repair,
      },
      onRepair: (asked) => report({ event: "repair-started", ...named, ...asked }),
    },
    reviewer,
    { runs },
  );
  const result = resultOf(outcome, runs, skipped);
  const { ended } = outcome.execution;
  const ofTurn = {
    ...{ ended, succeeded: result.reviewed > 0, pausesBefore: taken.pausesBefore },
    silencesInARow: countSilence(working, sweep.runner, ended),
  };
  const end = await endTurn(ledger, turn, result, (state) =>
    decideEnd(ofTurn, state, { limits: sweep.limits, random: options.random }),
  );
  const willRetry = end !== undefined && !end.outcome.done;
  const planned = taken.needsFiles
    ? await withChanged(site.corpus, runs, outcome.runs)
    : runs.map((run) => ({ ...run, changed: undefined }));
  for (const event of runEvents(turn.batch, outcome, planned, willRetry)) {
    if (event.event === "run-completed" || event.event === "run-failed")
      report({ ...event, sweepId: sweep.id });
  }
  const durationMs = Math.round(performance.now() - began);
  report({ event: "batch-finished", ...named, durationMs, ...sumUp(outcome) });
  if (outcome.second) report({ event: "second-opinion", ...named, ...secondOf(outcome.second) });
  summary.reviewed += result.reviewed;
  countIn(summary, outcome, reviewer);
  // Of a batch that others have by now what failed here says nothing.
  if (!end) return tellLost(working, taken);
  if (!willRetry) summary.failed += result.failed;
  const trouble = troubleHere(ofTurn);
  if (trouble === undefined) tellEnd(working, taken, end);
  else leaveRunner(working, sweep.runner, trouble);
}

/** What was asked and paid, the second reviewer included. */
function countIn(summary: Working["summary"], { execution, second }: BatchOutcome, reviewer: Reviewer): void {
  for (const each of [execution, ...(second ? [second.execution] : [])]) {
    const { invocations, unpriced } = countCalls(each, reviewer.runner);
    summary.invocations += invocations;
    summary.unpriced += unpriced;
    summary.costUsd += each.telemetry?.costUsd ?? 0;
  }
}

/** Turns of a runner in a row in which not a word came, with this one; an interruption says nothing about it. */
function countSilence(
  { silences }: Working,
  runner: string,
  { how }: BatchOutcome["execution"]["ended"],
): number {
  const before = silences.get(runner) ?? 0;
  const inARow = how === "silent" ? before + 1 : how === "interrupted" ? before : 0;
  silences.set(runner, inARow);
  return inARow;
}

const pairsIn = (runs: readonly PlannedRun[]) => runs.reduce((sum, { gates }) => sum + gates.length, 0);

/** What a turn came to, in pairs; cost and tokens are those of all that was asked, the second reviewer included. */
function resultOf(
  { execution, runs: outcomes, second }: BatchOutcome,
  runs: readonly PlannedRun[],
  skipped: number,
): TurnResult {
  const pairsOf = (status: "completed" | "failed") =>
    outcomes.reduce(
      (sum, outcome, index) => sum + (outcome.status === status ? (runs[index]?.gates.length ?? 0) : 0),
      0,
    );
  const taken = [execution, ...(second ? [second.execution] : [])].map(({ telemetry }) =>
    consumptionOf(telemetry),
  );
  const sumOf = (kind: "costUsd" | "tokens") => {
    const told = taken.flatMap((each) => each[kind] ?? []);
    return told.length > 0 ? told.reduce((sum, amount) => sum + amount, 0) : undefined;
  };
  return {
    ...{ reviewed: pairsOf("completed"), failed: pairsOf("failed"), skipped },
    answered: execution.ended.how === "completed",
    costUsd: sumOf("costUsd"),
    tokens: sumOf("tokens"),
  };
}

function tellEnd(
  { site: { report } }: Working,
  { turn: { sweepId, batch } }: TakenBatch,
  end: TurnEnd,
): void {
  const { outcome, pause, stop } = end;
  if (pause) {
    const seconds = Math.round(pause.ms / 1000);
    report({ event: "paused", sweepId, batch, seconds, reason: pause.reason });
  } else if (!outcome.done) report({ event: "batch-back", sweepId, batch, reason: outcome.why });
  if (stop !== undefined) report({ event: "sweep-stopped", sweepId, reason: stop });
}
