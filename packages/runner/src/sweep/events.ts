import type { ChangedSince } from "@review/corpus";
import type { AcceptableDecision, ModelId, RunId, TokenUsage } from "@review/db";
import type { TooLarge } from "../batch/plan-batches.ts";
import type { GateOutcome } from "../batch/read-outcomes.ts";
import type { FailureKind, OF_THE_SERVICE } from "../execution.ts";

/** What a sweep tells while it works. */
export type SweepEvent =
  /** Before anything is started: these pairs are left out, since alone they are more than a prompt may hold. */
  | ({ event: "note-too-large"; promptBytes: number } & TooLarge)
  /** Before anything is started: these pairs are left out, since the program of the gate's check is not there. */
  | { event: "gate-left-out"; gateId: string; pairs: number; reason: string }
  | { event: "sweep-started"; pairs: number; batches: number; jobs: number; runner: string; modelId: ModelId }
  | ({ event: "batch-started" } & BatchName & { pairs: number })
  /** Reviews that cannot be recorded as they were answered are asked for once more. */
  | ({ event: "repair-started" } & BatchName & { pairs: number; problems: readonly string[] })
  | {
      event: "run-completed";
      batch: number;
      runId: RunId;
      notePath: string;
      modelId: ModelId;
      gates: Omit<GateOutcome, "rationaleMarkdown">[];
      /** What is on disk no more as the run captured it: what it is now is not accepted by it. Absent if nothing is. */
      changedSince?: ChangedSince;
    }
  | {
      event: "run-failed";
      batch: number;
      runId: RunId;
      notePath: string;
      gateIds: string[];
      reason: string;
      /** The service asked for patience, or the machine could start no more: the same pairs are asked again in a new run. */
      willRetry: boolean;
    }
  | ({
      event: "batch-finished";
      durationMs: number;
      /** Runs. */
      completed: number;
      failed: number;
      decisions: Record<AcceptableDecision, number>;
      /** A line that a check printed and that is no finding, although it found nothing. */
      unread?: string;
      usage?: TokenUsage;
      costUsd?: number;
    } & BatchName)
  /** What was found is put to a second reviewer; `problem` says why it gave no whole answer. */
  | ({
      event: "second-opinion";
      asked: number;
      answered: number;
      disputed: number;
      problem?: string;
    } & BatchName)
  | { event: "pair-skipped"; notePath: string; gateId: string; reason: string }
  /** Another model than the one asked for answered; `counts` says whether what it accepts is fresh under the name. */
  | { event: "other-model"; requestedModelId: ModelId; modelId: ModelId; counts: boolean }
  | { event: "paused"; seconds: number; jobs: number; reason: string }
  | ({ event: "sweep-finished" } & SweepSummary);

interface BatchName {
  /** Counts from 1. */
  batch: number;
  notePaths: string[];
  gateIds: string[];
}

/** What became of every pair that was selected: reviewed + failed + skipped + not started = selected. */
export interface SweepSummary {
  /** The partition of the name that was asked for. */
  modelId: ModelId;
  selected: number;
  reviewed: number;
  failed: number;
  /** Fresh by the time their turn came, or no longer readable. */
  skipped: number;
  notStarted: number;
  decisions: Record<AcceptableDecision, number>;
  /** Pairs reviewed, by the partition that they were recorded under. */
  judgedBy: Record<string, number>;
  /** `answeredBy`: who answered in place of the model that alone counts; absent where the run failed for another reason. */
  failures: {
    runId: RunId;
    notePath: string;
    gateIds: string[];
    how: FailureKind | "bad-answer";
    reason: string;
    answeredBy?: string;
  }[];
  /** Times a runner was asked. */
  invocations: number;
  /** Runs that failed because the service asked for patience, and whose pairs were asked again. */
  retriedRuns: number;
  usage: Required<TokenUsage>;
  costUsd: number;
  /** Calls of models whose price is not known, and is not in `costUsd`; of one that was refused nothing was paid. */
  unpriced: number;
  /** Findings that were put to a second reviewer, those that it said anything of, and those that it disputes; absent where nobody was asked. */
  second?: { asked: number; answered: number; disputed: number };
  /** Why it ended before every pair had its turn. */
  stopped?: { why: StopReason; message: string; resetsAt?: string };
}

export type StopReason =
  | "interrupted"
  | (typeof OF_THE_SERVICE)[number]
  | "too-many-failures"
  | "budget"
  /** The reviewer does not tell what the cap is on. */
  | "budget-cannot-be-kept"
  /** What was to be found out is known: of a sample that a verdict flipped. */
  | "enough";
