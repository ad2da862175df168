import type { AcceptanceEvent, GateReview } from "../../rows.ts";
import type { ModelId, RunId } from "../../vocabulary.ts";

/** When something was accepted here last, and which versions. */
export type NewestAcceptance = Pick<AcceptanceEvent, "acceptedAt" | "acceptedNoteSha" | "acceptedGateSha">;

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
  /** The newest acceptance event of a pair under a partition; undefined if there is none. */
  newestAcceptance(pair: {
    notePath: string;
    gateId: string;
    modelId: ModelId;
  }): NewestAcceptance | undefined;
}
