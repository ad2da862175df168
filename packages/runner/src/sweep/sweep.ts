import { setTimeout as sleep } from "node:timers/promises";
import type { Corpus } from "@review/corpus";
import { listInvocations } from "@review/db";
import type { PlannedRun } from "../batch.ts";
import { type BatchContext, type BatchOutcome, executeBatch, type Reviewer } from "../execute-batch.ts";
import type { PlannedPair } from "../plan-batches.ts";
import { afterRefusal, afterSuccess, MAX_REFUSALS, type Throttle } from "./backoff.ts";
import { type Advice, advise, type Budget } from "./budget.ts";
import { consumptionOf, learn, learnFrom } from "./estimate.ts";
import type { StopReason, SweepEvent, SweepSummary } from "./events.ts";
import { describeRuns, runEvents, sumUp } from "./sum-up.ts";
import { takeStale } from "./take-stale.ts";
import { countBatch, countSkipped, startTally } from "./tally.ts";

export interface SweepOptions {
  batches: readonly (readonly PlannedPair[])[];
  /** Subprocesses at a time. */
  jobs: number;
  /** Failed invocations in a row after which the sweep is hopeless. */
  maxFailures: number;
  budget?: Budget;
  report: (event: SweepEvent) => void;
  /** Waits so many milliseconds, or until the signal aborts. Default: a timer. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Between 0 and 1, for jitter. Default: Math.random. */
  random?: () => number;
}

interface QueuedBatch {
  /** Counts from 1. */
  batch: number;
  pairs: readonly PlannedPair[];
}

/**
 * Reviews batches of stale pairs, `jobs` at a time, in their order. A failed batch or run does not stop the
 * others. Before each launch the pairs are looked at again under the partition known by then, so that what
 * became fresh meanwhile (by another process, or because the first answers revealed another partition) is
 * not sent. A service that asks for patience gets it, and its pairs are asked again. An abort of the
 * context's signal ends running batches and starts no further one. Returns what became of every pair; throws
 * only if the ledger cannot be used.
 */
export async function sweep(
  context: BatchContext & { corpus: Corpus },
  reviewer: Reviewer,
  options: SweepOptions,
): Promise<SweepSummary> {
  const { batches, jobs, maxFailures, budget = {}, report, wait = pause, random = Math.random } = options;
  const { ledger, signal } = context;
  const gateIds = [...new Set(batches.flat().map(({ gate }) => gate.id))];
  const tally = startTally(reviewer.modelId, batches.flat().length);
  const queue: QueuedBatch[] = batches.map((pairs, index) => ({ batch: index + 1, pairs }));
  const running = new Map<Promise<void>, number>();
  const started = performance.now();
  const broken = new AbortController();
  let experience = learnFrom(await listInvocations(ledger, { modelId: reviewer.modelId, gateIds }));
  let throttle: Throttle = { jobs, refusals: 0 };
  let patience: Promise<void> | undefined;
  let failuresInARow = 0;
  let failure: unknown;

  const stop = (why: StopReason, message: string, resetsAt?: string) => {
    tally.stopped ??= { why, message, ...(resetsAt !== undefined && { resetsAt }) };
  };

  const runBatch = async ({ batch, pairs }: QueuedBatch): Promise<void> => {
    const { runs, skipped } = await takeStale(context, pairs, {
      modelId: tally.modelId,
      links: reviewer.runner.usesModel,
    });
    for (const { pair, reason } of skipped) {
      countSkipped(tally);
      report({ event: "pair-skipped", notePath: pair.notePath, gateId: pair.gate.id, reason });
    }
    if (runs.length === 0) return;
    const what = { batch, ...describeRuns(runs) };
    const began = performance.now();
    report({ event: "batch-started", ...what, pairs: pairs.length - skipped.length });
    const outcome = await executeBatch(
      { ...context, signal: AbortSignal.any([signal, broken.signal]) },
      { ...reviewer, modelId: tally.modelId },
      { runs },
    );
    finishBatch({ batch, pairs }, runs, outcome);
    for (const event of runEvents(batch, outcome)) report(event);
    const durationMs = Math.round(performance.now() - began);
    report({ event: "batch-finished", ...what, durationMs, ...sumUp(outcome) });
    followPartition(outcome);
  };

  const finishBatch = (queued: QueuedBatch, runs: readonly PlannedRun[], outcome: BatchOutcome) => {
    const { ended, telemetry } = outcome.execution;
    experience = learn(experience, consumptionOf(telemetry), telemetry?.batchSize ?? 0);
    const refusal = ended.how === "rate-limited" || ended.how === "overloaded" ? ended : undefined;
    const willRetry =
      refusal !== undefined && throttle.refusals + 1 < MAX_REFUSALS && !signal.aborted && !tally.stopped;
    countBatch(tally, outcome, runs, willRetry);
    if (refusal) {
      if (!willRetry) return stop(refusal.how, `${refusal.message} (asked ${throttle.refusals + 1} times)`);
      queue.unshift(queued);
      const { throttle: slower, delayMs } = afterRefusal(throttle, refusal.retryAfterSeconds, random);
      throttle = slower;
      patience = wait(delayMs, signal).finally(() => {
        patience = undefined;
      });
      report({
        event: "paused",
        seconds: Math.round(delayMs / 1000),
        jobs: throttle.jobs,
        reason: refusal.message,
      });
      return;
    }
    if (ended.how === "auth" || ended.how === "not-installed") stop(ended.how, ended.message);
    if (ended.how === "usage-exhausted") stop(ended.how, ended.message, ended.resetsAt);
    const succeeded = outcome.runs.some((run) => run.status === "completed");
    failuresInARow = succeeded ? 0 : failuresInARow + 1;
    if (succeeded) throttle = afterSuccess(throttle, jobs);
    else if (failuresInARow >= maxFailures && ended.how !== "interrupted") {
      stop("too-many-failures", `${failuresInARow} batches in a row failed (--max-failures ${maxFailures})`);
    }
  };

  /** An answer recorded under another partition says where the rest will be recorded, too. */
  const followPartition = ({ runs }: BatchOutcome) => {
    const to = runs.find((run) => run.status === "completed")?.modelId;
    if (to === undefined || to === tally.modelId) return;
    report({ event: "partition-changed", from: tally.modelId, to });
    tally.modelId = to;
  };

  const adviceFor = ({ pairs }: QueuedBatch): Advice =>
    advise(budget, pairs.length, {
      spent: {
        costUsd: tally.costUsd,
        tokens: tally.usage.inputTokens + tally.usage.outputTokens,
        durationMs: 0,
      },
      runningPairs: [...running.values()].reduce((sum, pairsOf) => sum + pairsOf, 0),
      elapsedMs: performance.now() - started,
      experience,
      finished: tally.invocations,
    });

  /** The next batch, if one may start now. */
  const nextBatch = (): QueuedBatch | undefined => {
    if (signal.aborted) stop("interrupted", "interrupted");
    const [next] = queue;
    if (!next || tally.stopped || failure !== undefined || patience || running.size >= throttle.jobs)
      return undefined;
    const advice = adviceFor(next);
    if (advice.advice === "stop") stop("budget", advice.why);
    return advice.advice === "start" ? queue.shift() : undefined;
  };

  report({
    event: "sweep-started",
    pairs: tally.selected,
    batches: batches.length,
    jobs,
    runner: reviewer.runner.name,
    modelId: reviewer.modelId,
  });
  for (;;) {
    for (let next = nextBatch(); next; next = nextBatch()) {
      const work: Promise<void> = runBatch(next)
        .catch((error: unknown) => {
          failure ??= error;
          broken.abort();
        })
        .finally(() => running.delete(work));
      running.set(work, next.pairs.length);
    }
    const pending = [...running.keys(), ...(patience && !tally.stopped ? [patience] : [])];
    if (pending.length === 0) break;
    await Promise.race(pending);
  }
  if (failure !== undefined) throw failure;
  report({ event: "sweep-finished", ...tally });
  return tally;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    // An interrupt ends the pause; the sweep sees the same signal.
    if (!signal.aborted) throw error;
  }
}
