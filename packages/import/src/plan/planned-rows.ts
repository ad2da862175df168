import type { AcceptanceKind, Decision, ModelId, ReviewKind } from "@review/db";
import type { OldAcceptance, OldReview, OldRun } from "../old-file/old-rows.ts";
import type { Doubt, Repair } from "../values/repairs.ts";
import type { PartitionSource, RunPartition } from "./partition-of-run.ts";

// What will be recorded, still with git blob ids in the place of content shas and without the long texts.

export interface PlannedReview {
  old: OldReview;
  gateId: string;
  gateSha: string | null;
  decision: Decision;
  reviewedAt: string;
  kind: ReviewKind;
}

export interface PlannedRun {
  key: string;
  /** Table and id of the old row it is made of. */
  oldRow: string;
  /** The old run; undefined for one that is made for a single review. */
  old?: OldRun;
  notePath: string;
  noteSha: string | null;
  runner: string;
  partition: RunPartition;
  startedAt: string;
  completedAt: string;
  /** Absent for a completed run. */
  failureReason?: string;
  gates: { gateId: string; gateSha: string | null }[];
  reviews: PlannedReview[];
  /** What of the old rows has no column here; kept in the telemetry. */
  leftovers: Record<string, unknown>;
  repairs: Repair[];
  /** Old rows that are in it, and gate rows of it that could not be kept. */
  rows: { runs: number; gates: number; gatesLeftOut: number; reviews: number };
}

export interface PlannedAcceptance {
  key: string;
  old: OldAcceptance;
  notePath: string;
  gateId: string;
  modelId: ModelId;
  /** Note, gate and partition as one text. */
  pair: string;
  source: PartitionSource;
  evidence?: { run: PlannedRun; review: PlannedReview };
  acceptedAt: string;
  kind: AcceptanceKind;
  /** Why it can never be fresh; absent if it can. */
  doubt?: Doubt;
  repairs: Repair[];
}
