import type { Corpus } from "@review/corpus";
import { listInvocations } from "@review/db";
import { actualModel } from "@review/lifecycle";
import { type BatchContext, type BatchOutcome, executeBatch, type Reviewer } from "../execute-batch.ts";
import type { PlannedPair } from "../plan-batches.ts";
import type { Budget } from "./budget.ts";
import { followBatch, startCourse, type Turn } from "./course.ts";
import type { StopReason, SweepEvent, SweepSummary } from "./events.ts";
import { startMeter } from "./meter.ts";
import { preparePause, type Wait, waitByTimer } from "./pause.ts";
import { runPool } from "./run-pool.ts";
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
  /** Default: a timer. */
  wait?: Wait;
  /** Between 0 and 1, for jitter. Default: Math.random. */
  random?: () => number;
}

/** A batch that waits for its turn. */
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
 * only if the ledger cannot be used, after running batches have been ended.
 */
export async function sweep(
  context: BatchContext & { corpus: Corpus },
  reviewer: Reviewer,
  { batches, jobs, maxFailures, budget = {}, report, ...options }: SweepOptions,
): Promise<SweepSummary> {
  const { ledger, signal } = context;
  const { wait = waitByTimer, random = Math.random } = options;
  const { runner, modelId: firstModelId } = reviewer;
  const pairs = batches.flat();
  const gateIds = [...new Set(pairs.map(({ gate }) => gate.id))];
  const meter = startMeter(budget, await listInvocations(ledger, { modelId: firstModelId, gateIds }));
  const queue: QueuedBatch[] = batches.map((planned, index) => ({ batch: index + 1, pairs: planned }));
  const tally = startTally(firstModelId, pairs.length);
  let course = startCourse(jobs);

  /** Aborted when nothing more is to start: nobody waits out a pause then. */
  const halted = new AbortController();
  /** Aborted when the ledger fails: what runs could not be recorded. */
  const broken = new AbortController();
  const errors: unknown[] = [];
  const pause = preparePause(wait, AbortSignal.any([signal, halted.signal]));
  const execution = { ...context, signal: AbortSignal.any([signal, broken.signal]) };

  const isOver = () => signal.aborted || halted.signal.aborted;
  const stop = (why: StopReason, message: string, resetsAt?: string) => {
    tally.stopped ??= { why, message, ...(resetsAt !== undefined && { resetsAt }) };
    halted.abort();
  };
  const putBack = (queued: QueuedBatch) => {
    queue.push(queued);
    queue.sort((a, b) => a.batch - b.batch);
  };

  const next = (running: ReadonlySet<QueuedBatch>): QueuedBatch | undefined => {
    if (signal.aborted) stop("interrupted", "interrupted");
    const [queued] = queue;
    if (!queued || isOver() || pause.current() || running.size >= course.throttle.jobs) return undefined;
    const runningPairs = [...running].reduce((sum, batch) => sum + batch.pairs.length, 0);
    const advice = meter.advise(queued.pairs.length, runningPairs);
    if (advice.advice === "stop") stop("budget", advice.why);
    return advice.advice === "start" ? queue.shift() : undefined;
  };

  const run = async (queued: QueuedBatch): Promise<void> => {
    const { batch } = queued;
    const { modelId } = tally;
    const { runs, skipped } = await takeStale(context, queued.pairs, { modelId, links: runner.usesModel });
    // While the notes were read, the sweep may have ended or learned of another partition.
    if (isOver() || pause.current() || tally.modelId !== modelId) return putBack(queued);
    for (const { pair, reason } of skipped) {
      countSkipped(tally);
      report({ event: "pair-skipped", notePath: pair.notePath, gateId: pair.gate.id, reason });
    }
    if (runs.length === 0) return;
    const left = new Set(skipped.map(({ pair }) => pair));
    const sent = { batch, pairs: queued.pairs.filter((pair) => !left.has(pair)) };
    const what = { batch, ...describeRuns(runs) };
    report({ event: "batch-started", ...what, pairs: sent.pairs.length });
    const began = meter.elapsedMs();
    const { pauses } = course;
    const outcome = await executeBatch(execution, { ...reviewer, modelId }, { runs });
    meter.add(outcome.execution);
    const turn = follow(outcome, pauses);
    const willRetry = turn.turn === "ask-again";
    if (willRetry) putBack(sent);
    countBatch(tally, outcome, runs, willRetry);
    for (const event of runEvents(batch, outcome, runs, willRetry)) report(event);
    const durationMs = Math.round(meter.elapsedMs() - began);
    report({ event: "batch-finished", ...what, durationMs, ...sumUp(outcome) });
    obey(turn);
    followPartition(outcome);
  };

  const follow = ({ execution: { ended }, runs }: BatchOutcome, pausesBefore: number): Turn => {
    if (isOver()) return { turn: "go-on" };
    const succeeded = runs.some((done) => done.status === "completed");
    const followed = followBatch(course, { ended, succeeded, pausesBefore }, { jobs, maxFailures, random });
    course = followed.course;
    return followed.turn;
  };

  const obey = (turn: Turn): void => {
    if (turn.turn === "stop") stop(turn.why, turn.message, turn.resetsAt);
    if (turn.turn !== "ask-again" || turn.pause === undefined) return;
    const { ms, reason } = turn.pause;
    const seconds = Math.round(ms / 1000);
    if (meter.outlasts(ms)) {
      stop("budget", `--max-minutes ${budget.minutes} would be passed by a pause of ${seconds} s: ${reason}`);
    } else {
      report({ event: "paused", seconds, jobs: course.throttle.jobs, reason });
      pause.begin(ms);
    }
  };

  /** An answer with evidence of another model says where the rest will be recorded, too. */
  const followPartition = ({ execution: { telemetry }, runs }: BatchOutcome) => {
    const to = runs.find((done) => done.status === "completed")?.modelId;
    if (to === undefined || to === tally.modelId || !actualModel(telemetry)) return;
    report({ event: "partition-changed", from: tally.modelId, to });
    tally.modelId = to;
  };

  report({
    event: "sweep-started",
    pairs: tally.selected,
    batches: batches.length,
    jobs,
    runner: runner.name,
    modelId: firstModelId,
  });
  await runPool({
    next,
    run,
    pause: pause.current,
    onError: (error) => {
      errors.push(error);
      halted.abort();
      broken.abort();
    },
  });
  if (errors.length > 0) throw errors[0];
  report({ event: "sweep-finished", ...tally });
  return tally;
}
