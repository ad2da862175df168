import type { ModelId, RunId } from "../vocabulary.ts";

/** What a ledger knows that an import must respect. */
export interface ImportState {
  /** Runs that an earlier import brought in, by the key of their old rows. */
  runs: ReadonlyMap<string, { runId: RunId; modelId: ModelId }>;
  /** Keys of the acceptance events that an earlier import brought in. */
  acceptances: ReadonlySet<string>;
  /** The old rows of all earlier imports, as `ImportedRun.oldRow` and `ImportedAcceptance.oldRow` named them. */
  oldRows: ReadonlySet<string>;
  /** Whether there is any acceptance event at all. */
  hasAcceptances: boolean;
  /** When the newest acceptance event of a pair under a partition was made; undefined if there is none. */
  newestAcceptance(pair: { notePath: string; gateId: string; modelId: ModelId }): string | undefined;
}
