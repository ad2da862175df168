import { actualModel } from "@review/lifecycle";
import type { PlannedRun } from "../batch/batch.ts";
import { type BatchOutcome, executeBatch } from "../batch/execute-batch.ts";
import type { QueuedBatch } from "./batch-queue.ts";
import { followBatch, type Turn } from "./course.ts";
import { namesIn, runEvents, sumUp } from "./sum-up.ts";
import { isOver, type Sweeping, stop } from "./sweeping.ts";
import { takeStale } from "./take-stale.ts";
import { countBatch, countSkipped } from "./tally.ts";
import { isUnderReview } from "./under-review.ts";

/**
 * Looks at the pairs of a batch once more and reviews what is still stale; or puts the batch back, if it cannot
 * be its turn after all. The signal ends the reviewer.
 */
export async function runBatch(sweeping: Sweeping, queued: QueuedBatch, signal: AbortSignal): Promise<void> {
  const { context, reviewer, options, queue, tally, pause } = sweeping;
  const { partitions } = sweeping;
  const { modelId } = reviewer;
  const links = reviewer.runner.usesModel;
  const { runs, skipped } = await takeStale(context, queued.pairs, { partitions, links });
  if (!queued.postponed && (await isUnderReview(context.ledger, runs, modelId))) {
    return queue.putBack({ ...queued, postponed: true });
  }
  // While the notes were read, the sweep may have ended or learned of another partition.
  if (isOver(sweeping) || pause.current() || sweeping.partitions !== partitions) return queue.putBack(queued);
  for (const { pair, reason } of skipped) {
    countSkipped(tally);
    options.report({ event: "pair-skipped", notePath: pair.notePath, gateId: pair.gate.id, reason });
  }
  const left = new Set(skipped.map(({ pair }) => pair));
  const pairs = queued.pairs.filter((pair) => !left.has(pair));
  if (pairs.length > 0) await sendBatch(sweeping, { ...queued, pairs }, runs, signal);
}

async function sendBatch(
  sweeping: Sweeping,
  queued: QueuedBatch,
  runs: readonly PlannedRun[],
  signal: AbortSignal,
): Promise<void> {
  const { context, reviewer, queue, tally, meter } = sweeping;
  const { report } = sweeping.options;
  const { batch, pairs } = queued;
  const { pauses } = sweeping.course;
  const began = meter.elapsedMs();
  const what = { batch, ...namesIn(runs) };
  report({ event: "batch-started", ...what, pairs: pairs.length });
  const outcome = await executeBatch({ ...context, signal }, reviewer, { runs });
  meter.add(outcome.execution);
  const turn = chooseTurn(sweeping, outcome, pauses);
  const willRetry = turn.turn === "ask-again";
  if (willRetry) queue.putBack({ ...queued, pairs: pairsOfFailedRuns(pairs, outcome) });
  countBatch(tally, outcome, runs, willRetry);
  for (const event of runEvents(batch, outcome, runs, willRetry)) report(event);
  const durationMs = Math.round(meter.elapsedMs() - began);
  report({ event: "batch-finished", ...what, durationMs, ...sumUp(outcome) });
  obey(sweeping, turn);
  followPartition(sweeping, outcome);
}

/** What a broken answer judged completely is recorded already, and is not asked again. */
function pairsOfFailedRuns(pairs: QueuedBatch["pairs"], { runs }: BatchOutcome): QueuedBatch["pairs"] {
  const failed = new Set(runs.flatMap((run) => (run.status === "failed" ? [run.notePath] : [])));
  return pairs.filter(({ notePath }) => failed.has(notePath));
}

function chooseTurn(sweeping: Sweeping, { execution, runs }: BatchOutcome, pausesBefore: number): Turn {
  if (isOver(sweeping)) return { turn: "go-on" };
  const { ended } = execution;
  const succeeded = runs.some((run) => run.status === "completed");
  const followed = followBatch(sweeping.course, { ended, succeeded, pausesBefore }, sweeping.options);
  sweeping.course = followed.course;
  return followed.turn;
}

function obey(sweeping: Sweeping, turn: Turn): void {
  const { options, course, meter, pause } = sweeping;
  if (turn.turn === "stop") stop(sweeping, turn.why, turn.message, turn.resetsAt);
  if (turn.turn !== "ask-again" || turn.pause === undefined) return;
  const { ms, reason } = turn.pause;
  const seconds = Math.round(ms / 1000);
  if (meter.outlasts(ms)) {
    const { minutes } = options.budget;
    const message = `--max-minutes ${minutes} would be passed by a pause of ${seconds} s: ${reason}`;
    stop(sweeping, "budget", message);
  } else {
    options.report({ event: "paused", seconds, jobs: course.throttle.jobs, reason });
    pause.begin(ms);
  }
}

/** What another model than the one asked for has judged counts for the name as well: pairs that it accepted are not asked again. */
function followPartition(sweeping: Sweeping, { execution, runs }: BatchOutcome): void {
  const { options, reviewer, partitions } = sweeping;
  const answered = runs.find((run) => run.status === "completed")?.modelId;
  if (answered === undefined || partitions.includes(answered) || !actualModel(execution.telemetry)) return;
  options.report({ event: "other-model", requestedModelId: reviewer.modelId, modelId: answered });
  sweeping.partitions = [...partitions, answered];
}
