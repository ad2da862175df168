import type { PairKey, PairUnderModel } from "./changes.ts";
import type { Finding } from "./finding.ts";
import type { AcceptanceEvent, GateReview, RequestedGate, Run } from "./rows.ts";
import type {
  AcceptanceEventId,
  AcceptanceKind,
  Decision,
  GateReviewId,
  ModelId,
  OpinionId,
  QuarantineId,
  RunId,
  RunStatus,
  WaiverId,
} from "./vocabulary.ts";

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
  /** Only runs of one of these notes. */
  notePaths?: readonly string[];
  runner?: string;
  /** Only runs that were asked for this gate, or for a gate of this lens. */
  gateId?: string;
  /** Only runs started before this time (UTC, ISO 8601 with milliseconds). */
  startedBefore?: string;
  /** Only runs started at this time or later. */
  startedSince?: string;
  /** Only runs under one of these partitions. */
  modelIds?: readonly ModelId[];
  /** Only runs created before this one. */
  before?: RunId;
  limit?: number;
}

export interface InvocationFilter {
  modelIds: readonly ModelId[];
  gateIds: readonly string[];
  /** Those that judged fixtures, which are small; else those that judged notes. */
  ofFixtures?: boolean;
  /** Default 50. */
  limit?: number;
}

export interface AcceptanceFilter {
  notePath?: string;
  gateId?: string;
  modelId?: ModelId;
  /** Only those that rest on this review. */
  reviewId?: GateReviewId;
  /** Leaves out the remarks, which may be long. Default: false. */
  withoutRemarks?: boolean;
}

/** A note in one version of its content. */
export interface NoteVersion {
  notePath: string;
  noteSha: string;
}

/** A note in one version, with the versions of gates that are asked about. Notes may share one `gates` array. */
export interface NoteWithGates extends NoteVersion {
  gates: readonly { gateId: string; gateSha: string }[];
}

/** Versions of gates, by gate id. */
export type GateVersions = ReadonlyMap<string, readonly string[]>;

/** What is accepted of one version of a note under a partition. Notes of which the same is recorded mostly share the map. */
export interface NoteAcceptances<Note extends NoteVersion = NoteVersion> {
  note: Note;
  accepted: GateVersions;
}

/** An event of a note under a partition that the staleness of its pair may be told against, and the versions that it names. */
export type NewestVersion = Pick<
  AcceptanceEvent,
  "id" | "gateId" | "acceptedNoteSha" | "acceptedGateSha" | "acceptanceKind"
>;

/** What a pair's freshness under a partition rests on. */
export interface Acceptance {
  /** The newest event that names exactly the versions asked about; else the newest of the note text; else of the pair. */
  event: AcceptanceEvent;
  /** The override of the evidence's verdict, if a person made one. */
  override?: AcceptanceEvent;
}

/** What an acceptance event rests on: a gate review, the pair that it judged and the run it was made in. */
export interface Evidence extends PairKey {
  runId: RunId;
  decision: Decision;
  /** Overrides of the review, and withdrawals, the newest first: for `standingOverride`. */
  deciding: readonly AcceptanceEvent[];
  /** The evidence of the review, if that was taken in from the lock. */
  attested?: unknown;
}

/** A note and some of its gates under a partition. */
export interface LastFindingsQuestion {
  modelId: ModelId;
  notePath: string;
  gateIds: readonly string[];
}

/** A note and some of its gates. */
export interface PairsOfNote {
  notePath: string;
  gateIds: readonly string[];
}

/** A finding about which something was decided, of a review that was accepted for this pair. */
export interface DecidedFinding extends PairKey, Finding {}

export interface AcceptedFilter {
  /** The partitions that are asked; not given: every one. */
  modelIds?: readonly ModelId[] | undefined;
  /**
   * The partitions that are told in full; not given: all. Of the others that passed a pair one is told for all of them, where their own reviews said so, no
   * override of those was ever made, and they stand for no sample: whoever asks whether a pair holds needs no more.
   */
  inFull?: readonly ModelId[] | undefined;
}

export interface VerdictFilter {
  notePaths?: readonly string[];
  modelIds?: readonly ModelId[];
}

/** What an accepted version of a pair was found to be under a partition. */
export interface AcceptedVerdict extends PairUnderModel {
  /** The newest event that names the version. */
  acceptanceId: AcceptanceEventId;
  acceptedNoteSha: string;
  acceptedGateSha: string;
  acceptedAt: string;
  acceptanceKind: AcceptanceKind;
  /** What the event rests on; absent if an import had no review. */
  evidence?: {
    /** The override of the review, where a person made one; else its own decision. */
    decision: Decision;
    runId: RunId;
    reviewId: GateReviewId;
    /** Of a warn or fail alone: there may be very many. */
    rationaleMarkdown?: string;
    reviewedAt: string;
    /** Why a person put another decision in the review's place. */
    overrideRemark?: string;
  };
}

/** An accepted version of a pair, and what is known of who judged it. */
export interface AcceptedVersion extends AcceptedVerdict {
  /** A process of ours had started the client, and an event of it named the model. */
  isObserved: boolean;
  /** The name that the model was asked for by; absent where none is recorded. */
  requestedModelId?: string;
  /** The evidence of its review, if that was taken in from the lock. */
  attested?: unknown;
  /** What was said with its event; of what was taken back why. */
  remark?: string;
}

/** A point in the history of a ledger: the last acceptance event, the last decision and opinion about a finding, and the last one about a gate before it; 0 if there was none. */
export interface LedgerMark {
  acceptanceId: AcceptanceEventId;
  waiverId: WaiverId;
  opinionId: OpinionId;
  quarantineId: QuarantineId;
}

/** The state of a ledger's file. */
export interface LedgerReport {
  schemaVersion: number;
  /** Size of the database without what still waits in its write-ahead log. */
  bytes: number;
  /**
   * Which check of SQLite's found the damage: the quick one compares no index with its table, and no row with the CHECKs. On a
   * server its catalogue was looked at: whether the schema is as it was made.
   */
  checkedBy: "integrity_check" | "quick_check" | "catalogue";
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

/** What was done to a database. */
export interface InitializedLedger {
  /** Without a password. */
  url: string;
  /** Of the schema: before, 0 if there was none, and now. */
  versions: { before: number; now: number };
  /** The roles that may use the ledger, its owner aside, by name. */
  roles: string[];
}

/** What became of one rule of the ledger. */
export interface InvariantReport {
  name: string;
  /** Rows that break it. */
  violations: number;
}
