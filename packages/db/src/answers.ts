import type { AcceptanceEvent, GateReview, RequestedGate, Run } from "./rows.ts";
import type { AcceptanceEventId, Decision, GateReviewId, ModelId, RunId, RunStatus } from "./vocabulary.ts";

/** A run with its requested gates in their order and the gate reviews written so far. */
export interface RunDetails extends Run {
  gates: RequestedGate[];
  gateReviews: GateReview[];
}

/** What was kept of a reviewer's output. */
export interface RunOutput {
  rawBundleMarkdown?: string;
  debugLog?: string;
}

export interface RunFilter {
  status?: RunStatus;
  notePath?: string;
  runner?: string;
  /** Only runs that were asked for this gate, or for a gate of this lens. */
  gateId?: string;
  /** Only runs started before this time (UTC, ISO 8601 with milliseconds). */
  startedBefore?: string;
  /** Only runs created before this one. */
  before?: RunId;
  limit?: number;
}

export interface InvocationFilter {
  modelId: ModelId;
  gateIds: readonly string[];
  /** Default 50. */
  limit?: number;
}

export interface AcceptanceFilter {
  notePath?: string;
  gateId?: string;
  modelId?: ModelId;
}

/** A note in one version of its content. */
export interface NoteVersion {
  notePath: string;
  noteSha: string;
}

/** Accepted versions of gates, by gate id, the newest first. */
export type GateVersions = ReadonlyMap<string, readonly string[]>;

/** What is accepted of a note under a partition. Notes of which the same is accepted mostly share one map. */
export interface NoteAcceptances<Note extends NoteVersion = NoteVersion> {
  note: Note;
  /** The gate versions that are accepted for exactly this version of the note. */
  gates: GateVersions;
  /** The newest acceptances of gates that name another version of the note, by that version. */
  others: readonly { noteSha: string; gates: GateVersions }[];
}

/** What a pair's freshness under a partition rests on. */
export interface Acceptance {
  newest: AcceptanceEvent;
  /** The override of the evidence's verdict, if a person made one. */
  override?: AcceptanceEvent;
}

/** What an acceptance event rests on: the decision of a gate review, and the run it was made in. */
export interface Evidence {
  runId: RunId;
  decision: Decision;
}

/** A pair whose newest accepted evidence, over all partitions, says warn or fail. */
export interface QueuedPair {
  notePath: string;
  gateId: string;
  /** The override of the evidence review, where a person made one; else its own decision. */
  decision: "warn" | "fail";
  /** The partition the evidence was made under. */
  modelId: ModelId;
  runId: RunId;
  reviewId: GateReviewId;
  rationaleMarkdown: string;
  reviewedAt: string;
  /** The newest acceptance event of the pair under that partition, and the versions it accepts. */
  acceptanceId: AcceptanceEventId;
  acceptedNoteSha: string;
  acceptedGateSha: string;
  acceptedAt: string;
  /** Why a person put another decision in the review's place. */
  overrideRemark?: string;
}

/** The state of a ledger's file. */
export interface LedgerReport {
  schemaVersion: number;
  /** Size of the database without what still waits in its write-ahead log. */
  bytes: number;
  /** Which check of SQLite's found the damage: the quick one compares no index with its table, and no row with the CHECKs. */
  checkedBy: "integrity_check" | "quick_check";
  /** What it found, in its own words; empty if nothing. */
  damage: string[];
  /** Rows that point to a row that is not there, one sentence each; empty if none. */
  dangling: string[];
  counts: { runs: number; gateReviews: number; acceptanceEvents: number; snapshots: number };
}

export interface InspectionOptions {
  /** Check a large file no less thoroughly than a small one. Default false. */
  thorough?: boolean | undefined;
  /** From how many bytes on a file is large. */
  quicklyFrom?: number;
}

/** What became of one rule of the ledger. */
export interface InvariantReport {
  name: string;
  /** Rows that break it. */
  violations: number;
}
