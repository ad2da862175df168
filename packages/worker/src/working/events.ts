import type { RunId, SweepId } from "@review/db";
import type { SweepEvent } from "@review/runner";

type OfSweep<Name extends SweepEvent["event"]> = Extract<SweepEvent, { event: Name }> & { sweepId: SweepId };

/** What a worker tells while it works. */
export type WorkEvent =
  | { event: "worker-started"; host: string; pid: number; jobs: number }
  | OfSweep<"batch-started">
  | OfSweep<"repair-started">
  | OfSweep<"run-completed">
  | OfSweep<"run-failed">
  | OfSweep<"batch-finished">
  | OfSweep<"second-opinion">
  | OfSweep<"pair-skipped">
  /** It was not reviewed, or not all of it, and waits again for whoever takes it. */
  | ({ event: "batch-back"; reason: string } & BatchOfSweep)
  /** This worker cannot review it and leaves it to others. */
  | ({ event: "batch-left"; reason: string } & BatchOfSweep)
  /** It was given to others while this worker was away; what it found is not recorded, but for runs that were completed before. */
  | ({ event: "batch-lost"; reason: string } & BatchOfSweep)
  /** Another worker was not heard of: its runs are failed, and its batch waits again. */
  | ({ event: "worker-lost"; host: string; pid: number; runIds: RunId[] } & BatchOfSweep)
  /** All workers wait: the service asked for patience. */
  | ({ event: "paused"; seconds: number; reason: string } & BatchOfSweep)
  | { event: "sweep-stopped"; sweepId: SweepId; reason: string }
  /** This worker takes no more batches for a runner. */
  | { event: "runner-left"; runner: string; reason: string }
  | { event: "ledger-trouble"; reason: string }
  | ({ event: "worker-finished" } & WorkSummary);

export interface BatchOfSweep {
  sweepId: SweepId;
  batch: number;
}

/** What a worker did. */
export interface WorkSummary {
  /** Turns. */
  batches: number;
  /** Pairs. */
  reviewed: number;
  failed: number;
  skipped: number;
  /** Times a reviewer was asked. */
  invocations: number;
  costUsd: number;
  /** Of the invocations, those whose price is not known, and is not in `costUsd`; of one that was refused nothing was paid. */
  unpriced: number;
  /** Batches that were given to others while this worker was at them. */
  lost: number;
  /** Batches that are left, which this worker cannot review. */
  forOthers: number;
  /** Runners that it can ask no more. */
  runnersLeft: string[];
  /** Why it ended before nothing was left. */
  stopped?: { why: "interrupted" | "ledger"; message: string };
}
