import type { Database } from "better-sqlite3";
import type { ModelId, RunId } from "../vocabulary.ts";
import type { ImportState } from "./import-state.ts";

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
    hasAcceptances: sqlite.prepare("SELECT 1 FROM acceptance_events LIMIT 1").get() !== undefined,
    newestAcceptance: ({ notePath, gateId, modelId }) => newest.get(modelId, notePath, gateId),
  };
}
