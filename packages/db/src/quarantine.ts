import type { GateReviewId, ModelId, QuarantineId, QuarantineKind } from "./vocabulary.ts";

/** What a decision about a gate rests on: how often it was right about its fixtures, and what was asked of it. */
export interface QuarantineEvidence {
  /** The reviews of its fixtures; never empty. */
  reviews: readonly GateReviewId[];
  hits: { count: number; of: number };
  falseAlarms: { count: number; of: number };
  /** Shares, from 0 to 1. */
  minHits: number;
  maxFalseAlarms: number;
}

/** A decision about a gate under a partition to record. */
export interface NewQuarantine {
  gateId: string;
  /** The version that was tested. */
  gateSha: string;
  modelId: ModelId;
  kind: QuarantineKind;
  reason: string;
  evidence: QuarantineEvidence;
}

/** What was decided about a gate under a partition. */
export interface Quarantine extends NewQuarantine {
  id: QuarantineId;
  /** UTC, ISO 8601 with milliseconds. */
  decidedAt: string;
}

/** Given the newest decision about each gate and partition, and the time, says which to append; may throw. */
export type QuarantineDecider = (newest: readonly Quarantine[], now: string) => readonly NewQuarantine[];
