import type { PairKey } from "./changes.ts";
import type { AcceptableDecision, GateReviewId, ModelId, RunId } from "./vocabulary.ts";

/** What a reviewer said of a pair, in a run that is completed. */
export interface Judgement {
  reviewId: GateReviewId;
  runId: RunId;
  modelId: ModelId;
  decision: AcceptableDecision;
}

/** A judgement with the versions that it is of. */
export interface JudgedVersion extends Judgement, PairKey {
  noteSha: string;
  gateSha: string;
  /** UTC, ISO 8601 with milliseconds. */
  reviewedAt: string;
  /** Whether a person put another decision in its place, and did not take that back. */
  isOverridden: boolean;
}

/** Where a judgement stands among all, by note and gate, the oldest first. */
export type JudgedPlace = PairKey & Pick<JudgedVersion, "reviewId">;

/** The newest judgements of the newest version of a pair that both sides judged. */
export interface JudgedPair extends PairKey {
  noteSha: string;
  gateSha: string;
  first: Judgement;
  second: Judgement;
}

/** Two sets of partitions beside each other. */
export interface JudgedByBoth {
  /** By note and gate. */
  pairs: JudgedPair[];
  /** The pairs that only one of them judged, in whatever version. */
  alone: JudgedAlone[];
}

/** A pair that only one of two sets of partitions judged. */
export interface JudgedAlone {
  notePath: string;
  gateId: string;
  by: "first" | "second";
}
