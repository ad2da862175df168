import { listInvocations } from "@review/db";
import { isFixturePath } from "@review/db/vocabulary";
import { readyForAnswers } from "../batch/execute-batch.ts";
import type { Reviewer } from "../batch/reviewer.ts";
import { interruption, whyInterrupted } from "../process/interrupted.ts";
import type { QueuedBatch } from "./batch-queue.ts";
import type { SweepSummary } from "./events.ts";
import { runBatch } from "./run-batch.ts";
import { runPool } from "./run-pool.ts";
import {
  isOver,
  prepareSweep,
  type SweepContext,
  type Sweeping,
  type SweepOptions,
  stop,
} from "./sweeping.ts";

export type { SweepOptions } from "./sweeping.ts";

/**
 * Reviews batches of stale pairs, `jobs` at a time, in their order. A failed batch or run does not stop the
 * others. Before each launch the pairs are looked at again under the partitions known by then, so that what
 * became fresh meanwhile (by another process, or under a model that turned out to answer for this one) is
 * not sent; a batch that somebody else is at work on waits until the others have had their turn. A service
 * that asks for patience gets it, and its pairs are asked again. An abort of the context's signal ends running
 * batches and starts no further one. Returns what became of every pair; throws only if the ledger cannot be
 * used, after running batches have been ended.
 */
export async function sweep(
  context: SweepContext,
  reviewer: Reviewer,
  options: SweepOptions,
): Promise<SweepSummary> {
  const { batches, jobs, report } = options;
  const { modelId, partitions, runner } = reviewer;
  const planned = batches.flat();
  const gateIds = [...new Set(planned.map(({ gate }) => gate.id))];
  const ofFixtures = planned.length > 0 && planned.every(({ notePath }) => isFixturePath(notePath));
  const earlier = await listInvocations(context.ledger, { modelIds: partitions, gateIds, ofFixtures });
  if (planned.length > 0) await readyForAnswers(reviewer.runner, reviewer.second?.runner);
  const sweeping = prepareSweep(context, reviewer, options, earlier);
  const { tally, pause, halted } = sweeping;
  const { selected: pairs } = tally;
  report({ event: "sweep-started", pairs, batches: batches.length, jobs, runner: runner.name, modelId });

  // What runs when the ledger fails could not be recorded: it is ended.
  const broken = new AbortController();
  const signal = AbortSignal.any([context.signal, broken.signal]);
  const errors: unknown[] = [];
  await runPool<QueuedBatch>({
    next: (running) => nextBatch(sweeping, running),
    run: (queued) => runBatch(sweeping, queued, signal),
    pause: pause.current,
    onError: (error) => {
      errors.push(error);
      halted.abort();
      broken.abort(error);
    },
  });
  if (errors.length > 0) throw errors[0];
  report({ event: "sweep-finished", ...tally });
  return tally;
}

/** The next batch, if one may start now. */
function nextBatch(sweeping: Sweeping, running: ReadonlySet<QueuedBatch>): QueuedBatch | undefined {
  const { context, queue, pause, course, meter } = sweeping;
  if (context.signal.aborted) {
    stop(sweeping, "interrupted", interruption(whyInterrupted(context.signal)).message);
  }
  const first = queue.first();
  if (!first || isOver(sweeping) || pause.current() || running.size >= course.throttle.jobs) return undefined;
  const runningPairs = [...running].reduce((sum, { pairs }) => sum + pairs.length, 0);
  const advice = meter.advise(first.pairs.length, runningPairs);
  if (advice.advice === "stop")
    stop(sweeping, advice.cannotBeKept ? "budget-cannot-be-kept" : "budget", advice.why);
  return advice.advice === "start" ? queue.takeFirst() : undefined;
}
