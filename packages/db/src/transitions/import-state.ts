import type { Database } from "better-sqlite3";
import type { ModelId, RunId } from "../vocabulary.ts";

/** What a ledger knows that an import must respect. */
export interface ImportState {
  /** Runs that an earlier import brought in, by the key of their old rows. */
  runs: ReadonlyMap<string, { runId: RunId; modelId: ModelId }>;
  /** Keys of the acceptance events that an earlier import brought in. */
  acceptances: ReadonlySet<string>;
  /** The old rows of all earlier imports, as `ImportedRun.oldRow` and `ImportedAcceptance.oldRow` named them. */
  oldRows: ReadonlySet<string>;
  /** When the newest acceptance event of a pair under a partition was made; undefined if there is none. */
  newestAcceptance(pair: { notePath: string; gateId: string; modelId: ModelId }): string | undefined;
}

/** Reads what an import must respect. The answers of `newestAcceptance` are those of the moment they are asked for. */
export function loadImportState(sqlite: Database): ImportState {
  const runs = sqlite
    .prepare<[], [key: string, oldRow: string, runId: RunId, modelId: ModelId]>(
      `SELECT row_sha, old_row, review_run_id, run.model_id
       FROM imported_rows JOIN review_runs AS run ON run.id = review_run_id`,
    )
    .raw()
    .all();
  const acceptances = sqlite
    .prepare<[], [key: string, oldRow: string]>(
      "SELECT row_sha, old_row FROM imported_rows WHERE acceptance_event_id IS NOT NULL",
    )
    .raw()
    .all();
  const newest = sqlite
    .prepare<[string, string, string], string>(
      `SELECT accepted_at FROM current_gate_acceptances WHERE model_id = ? AND note_path = ? AND gate_id = ?`,
    )
    .pluck();
  return {
    runs: new Map(runs.map(([key, , runId, modelId]) => [key, { runId, modelId }])),
    acceptances: new Set(acceptances.map(([key]) => key)),
    oldRows: new Set([...runs, ...acceptances].map(([, oldRow]) => oldRow)),
    newestAcceptance: ({ notePath, gateId, modelId }) => newest.get(modelId, notePath, gateId),
  };
}
