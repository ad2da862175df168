import type { Corpus } from "@review/corpus";
import type { ModelId, Telemetry } from "@review/db";
import type { RunOutcome } from "../batch/end-run.ts";
import type { BatchContext } from "../batch/execute-batch.ts";
import type { PlannedPair } from "../batch/planned-pair.ts";
import type { Reviewer } from "../batch/reviewer.ts";
import { type BatchQueue, queueBatches } from "./batch-queue.ts";
import type { Budget } from "./budget.ts";
import { type Course, startCourse } from "./course.ts";
import type { StopReason, SweepEvent, SweepSummary } from "./events.ts";
import { type Meter, startMeter } from "./meter.ts";
import { type Pause, preparePause, type Wait, waitByTimer } from "./pause.ts";
import { startTally } from "./tally.ts";

export interface SweepOptions {
  batches: readonly (readonly PlannedPair[])[];
  /** Subprocesses at a time. */
  jobs: number;
  /** Failed invocations in a row after which the sweep is hopeless. */
  maxFailures: number;
  budget?: Budget;
  report: (event: SweepEvent) => void;
  /** Asked after each batch whether more would be of no use, and why; then nothing more starts. */
  enough?: (runs: readonly RunOutcome[]) => Promise<string | undefined>;
  /** Default: a timer. */
  wait?: Wait;
  /** Between 0 and 1, for jitter. Default: Math.random. */
  random?: () => number;
}

export type SweepContext = BatchContext & { corpus: Corpus };

/** A sweep that is under way: what it was asked for, and what has become of it so far. */
export interface Sweeping {
  readonly context: SweepContext;
  readonly reviewer: Reviewer;
  readonly options: SweepOptions & { budget: Budget; random: () => number };
  readonly queue: BatchQueue;
  readonly tally: SweepSummary;
  readonly meter: Meter;
  readonly pause: Pause;
  course: Course;
  /** Under which a pair counts as fresh: those known before, and those of models that answered since. */
  partitions: readonly ModelId[];
  /** The partitions of models that nobody has to be told of any more. */
  readonly answeredBy: Set<ModelId>;
  /** Aborted when nothing more is to start: nobody waits out a pause then. */
  readonly halted: AbortController;
}

/** A sweep before its first batch. */
export function prepareSweep(
  context: SweepContext,
  reviewer: Reviewer,
  { budget = {}, random = Math.random, wait = waitByTimer, ...options }: SweepOptions,
  earlier: readonly Telemetry[],
): Sweeping {
  const halted = new AbortController();
  const { batches, jobs } = options;
  return {
    context,
    reviewer,
    options: { ...options, budget, random },
    queue: queueBatches(batches),
    tally: startTally(reviewer.modelId, batches.flat().length),
    meter: startMeter(budget, earlier),
    pause: preparePause(wait, AbortSignal.any([context.signal, halted.signal])),
    course: startCourse(jobs),
    partitions: reviewer.partitions,
    answeredBy: new Set(reviewer.partitions),
    halted,
  };
}

/** Lets nothing more start. The first reason is the one that is told. */
export function stop({ tally, halted }: Sweeping, why: StopReason, message: string, resetsAt?: string): void {
  tally.stopped ??= { why, message, ...(resetsAt !== undefined && { resetsAt }) };
  halted.abort();
}

/** Whether nothing more is to start. */
export function isOver({ context, halted }: Sweeping): boolean {
  return context.signal.aborted || halted.signal.aborted;
}
