import type { PairUnderModel, PairVersion } from "./changes.ts";
import type { AcceptanceEvent, GateReview, RequestedGate, Run } from "./rows.ts";
import type { Decision, ModelId, RunId, Snapshot } from "./vocabulary.ts";

/** What makes an old row the same row in a later import, and its name for people. */
interface Origin {
  /** SHA-256 (hex). */
  key: string;
  oldRow: string;
}

export type ImportedGateReview = Pick<
  GateReview,
  "gateId" | "decision" | "rationaleMarkdown" | "reviewedAt" | "reviewKind"
> & { evidenceJson?: string };

/** A run as it will stand in the ledger. The texts of its note and gates are among the snapshots. */
export interface ImportedRun
  extends Origin,
    Pick<Run, "notePath" | "modelId" | "runner" | "reviewedNoteSha" | "startedAt"> {
  completedAt: string;
  /** Of a failed run; without it the run is completed. */
  failureReason?: string;
  telemetryJson: string;
  rawBundleMarkdown?: string;
  debugLog?: string;
  gates: readonly RequestedGate[];
  reviews: readonly ImportedGateReview[];
}

export interface ImportedAcceptance
  extends Origin,
    Omit<AcceptanceEvent, "id" | "acceptedReviewId" | "overrideDecision"> {
  /** The review it rests on, by the key of its run, of this or an earlier import. */
  evidence?: { runKey: string; gateId: string };
}

/** Rows to add, oldest first. Read once, while they are written, so that they need not all be in memory. */
export interface HistoryToImport {
  snapshots: Iterable<Snapshot>;
  runs: Iterable<ImportedRun>;
  acceptances: Iterable<ImportedAcceptance>;
}

export type JudgedVersions = Pick<GateReview, "reviewedNoteSha" | "gateSha">;

/** What a ledger knows that an import must respect. */
export interface ImportState {
  /** Runs that an earlier import brought in, by the key of their old rows. */
  runs: ReadonlyMap<string, { runId: RunId; modelId: ModelId }>;
  /** The partitions of the acceptance events that an earlier import brought in, by the key of their old rows. */
  acceptances: ReadonlyMap<string, ModelId>;
  /** The old rows of all earlier imports, as `ImportedRun.oldRow` and `ImportedAcceptance.oldRow` named them. */
  oldRows: ReadonlySet<string>;
  /** Whether there is any acceptance event at all. */
  hasAcceptances: boolean;
  /** The versions that a review of an earlier run judged, as they are named here; undefined if there is none. */
  judgedVersions(runKey: string, gateId: string): JudgedVersions | undefined;
  /** Whether a text is kept under a content sha. */
  hasSnapshot(sha: string): boolean;
  /** When something was accepted of a pair under a partition last; undefined if nothing ever was. */
  lastAcceptedAt(pair: PairUnderModel): string | undefined;
  /** What exactly these versions are accepted as; undefined if they are not. */
  acceptedAs(pair: PairVersion): Decision | undefined;
}
