import { actualModel, isPinned } from "@review/lifecycle";
import type { PlannedRun } from "../batch/batch.ts";
import { type BatchOutcome, executeBatch } from "../batch/execute-batch.ts";
import { withChanged } from "../batch/find-changed.ts";
import type { OnRepair } from "../batch/repair-answer.ts";
import type { SecondOutcome } from "../batch/second-opinion.ts";
import type { Ended } from "../execution.ts";
import type { QueuedBatch } from "./batch-queue.ts";
import { followBatch, type Turn } from "./course.ts";
import { namesIn, runEvents, secondOf, sumUp } from "./sum-up.ts";
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
  const links = reviewer.runner.usesModel;
  const { runs, skipped } = await takeStale(context, queued.pairs, { partitions, links });
  if (!queued.postponed && (await isUnderReview(context.ledger, runs, partitions))) {
    return queue.putBack({ ...queued, postponed: true });
  }
  // While the notes were read, the sweep may have ended or learned of another model.
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
  const onRepair = (asked: Parameters<OnRepair>[0]) => report({ event: "repair-started", ...what, ...asked });
  const outcome = await executeBatch({ ...context, signal, onRepair }, reviewer, { runs });
  meter.add(outcome.execution);
  if (outcome.second) meter.add(outcome.second.execution);
  // Before the turn is chosen: nothing may start between that and what it says.
  const planned = await withChanged(context.corpus, runs, outcome.runs);
  const enough = await sweeping.options.enough?.(outcome.runs);
  const turn = chooseTurn(sweeping, outcome, pauses);
  // What the first reviewer said is recorded.
  const willRetry = turn.turn === "ask-again" && !hasFailedAlone(outcome);
  if (willRetry) queue.putBack({ ...queued, pairs: pairsOfFailedRuns(pairs, outcome) });
  countBatch(tally, outcome, runs, willRetry);
  if (outcome.second) report({ event: "second-opinion", ...what, ...secondOf(outcome.second) });
  for (const event of runEvents(batch, outcome, planned, willRetry)) report(event);
  const durationMs = Math.round(meter.elapsedMs() - began);
  report({ event: "batch-finished", ...what, durationMs, ...sumUp(outcome) });
  if (enough !== undefined) stop(sweeping, "enough", enough);
  obey(sweeping, turn);
  followModel(sweeping, outcome);
}

/** What a broken answer judged completely is recorded already, and is not asked again. */
function pairsOfFailedRuns(pairs: QueuedBatch["pairs"], { runs }: BatchOutcome): QueuedBatch["pairs"] {
  const failed = new Set(runs.flatMap((run) => (run.status === "failed" ? [run.notePath] : [])));
  return pairs.filter(({ notePath }) => failed.has(notePath));
}

/**
 * What follows from the end of a batch; from that of its second reviewer, where that one alone failed: it is waited for like any, and
 * one that cannot be asked at all ends the sweep, since without it the batches to come are not what was asked for.
 */
function chooseTurn(
  sweeping: Sweeping,
  { execution, runs, second }: BatchOutcome,
  pausesBefore: number,
): Turn {
  if (isOver(sweeping)) return { turn: "go-on" };
  const ended = second && hasFailedAlone({ execution, second }) ? bySecond(second) : execution.ended;
  const succeeded = runs.some((run) => run.status === "completed");
  const followed = followBatch(sweeping.course, { ended, succeeded, pausesBefore }, sweeping.options);
  sweeping.course = followed.course;
  return followed.turn;
}

const hasFailedAlone = ({ execution, second }: Pick<BatchOutcome, "execution" | "second">): boolean =>
  execution.ended.how === "completed" && second !== undefined && second.execution.ended.how !== "completed";

function bySecond({ execution: { ended } }: SecondOutcome): Ended {
  return ended.how === "completed" ? ended : { ...ended, message: `the second reviewer: ${ended.message}` };
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

/** Tells once of another model than the one asked for that answered; what it has accepted is not asked again, if it counts. */
function followModel(sweeping: Sweeping, { execution, runs }: BatchOutcome): void {
  const { options, reviewer, partitions, answeredBy } = sweeping;
  const modelId = runs.find((run) => run.status === "completed")?.modelId;
  if (modelId === undefined || answeredBy.has(modelId) || !actualModel(execution.telemetry)) return;
  answeredBy.add(modelId);
  const counts = !isPinned(reviewer);
  options.report({ event: "other-model", requestedModelId: reviewer.modelId, modelId, counts });
  if (counts) sweeping.partitions = [...partitions, modelId];
}
