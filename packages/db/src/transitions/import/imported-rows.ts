import type { AcceptanceEvent, GateReview, RequestedGate, Run } from "../../rows.ts";
import type { Snapshot } from "../../vocabulary.ts";

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
