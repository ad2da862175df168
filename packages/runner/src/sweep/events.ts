import type { AcceptableDecision, ModelId, RunId, TokenUsage } from "@review/db";

/** What a sweep tells while it works. `sweep --json` prints one JSON object of this shape a line. */
export type SweepEvent =
  | { event: "sweep-started"; pairs: number; batches: number; jobs: number; runner: string; modelId: ModelId }
  | { event: "batch-started"; batch: number; pairs: number; notePaths: string[]; gateIds: string[] }
  | {
      event: "run-completed";
      batch: number;
      runId: RunId;
      notePath: string;
      modelId: ModelId;
      gates: { gateId: string; decision: AcceptableDecision }[];
    }
  | { event: "run-failed"; batch: number; runId: RunId; notePath: string; reason: string }
  | {
      event: "batch-finished";
      batch: number;
      /** Of so many. */
      batches: number;
      notePaths: string[];
      gateIds: string[];
      durationMs: number;
      /** Runs. */
      completed: number;
      failed: number;
      decisions: Record<AcceptableDecision, number>;
      usage?: TokenUsage;
      costUsd?: number;
    }
  | { event: "partition-changed"; from: ModelId; to: ModelId }
  | { event: "pair-skipped"; notePath: string; gateId: string; reason: string }
  | ({ event: "sweep-finished" } & SweepSummary);

/** What became of every pair that was selected: reviewed + failed + skipped + not started = selected. */
export interface SweepSummary {
  modelId: ModelId;
  selected: number;
  reviewed: number;
  failed: number;
  /** Fresh by the time their turn came, or no longer readable. */
  skipped: number;
  notStarted: number;
  decisions: Record<AcceptableDecision, number>;
  failures: { runId: RunId; notePath: string; gateIds: string[]; reason: string }[];
  /** Processes started: one a batch, for runners that use a model. */
  invocations: number;
  usage: Required<TokenUsage>;
  costUsd: number;
  /** Why it ended before every pair had its turn. */
  stopped?: { why: StopReason; message: string };
}

export type StopReason = "interrupted" | "auth" | "not-installed" | "usage-exhausted" | "too-many-failures";
