import type { Database } from "better-sqlite3";
import type { ImportState, JudgedVersions, NewestAcceptance } from "../../imported-history.ts";
import type { ModelId, RunId } from "../../vocabulary.ts";

/** Reads what an import must respect. The answers of its functions are those of the moment. */
export function loadImportState(sqlite: Database): ImportState {
  const runs = sqlite
    .prepare<[], [key: string, oldRow: string, runId: RunId, modelId: ModelId]>(
      `SELECT row_sha, old_row, review_run_id, run.model_id
       FROM imported_rows JOIN review_runs AS run ON run.id = review_run_id`,
    )
    .raw()
    .all();
  const acceptances = sqlite
    .prepare<[], [key: string, oldRow: string, modelId: ModelId]>(
      `SELECT row_sha, old_row, event.model_id
       FROM imported_rows JOIN acceptance_events AS event ON event.id = acceptance_event_id`,
    )
    .raw()
    .all();
  const newest = sqlite.prepare<[string, string, string], NewestAcceptance>(
    `SELECT accepted_at AS acceptedAt, accepted_note_sha AS acceptedNoteSha, accepted_gate_sha AS acceptedGateSha
     FROM acceptance_events WHERE model_id = ? AND note_path = ? AND gate_id = ? ORDER BY id DESC LIMIT 1`,
  );
  const snapshot = sqlite.prepare<[string]>("SELECT 1 FROM snapshots WHERE sha = ?");
  const judged = sqlite.prepare<[RunId | undefined, string], JudgedVersions>(
    `SELECT reviewed_note_sha AS reviewedNoteSha, gate_sha AS gateSha
     FROM gate_reviews WHERE review_run_id = ? AND gate_id = ?`,
  );
  const runsByKey = new Map(runs.map(([key, , runId, modelId]) => [key, { runId, modelId }]));
  return {
    runs: runsByKey,
    acceptances: new Map(acceptances.map(([key, , modelId]) => [key, modelId])),
    oldRows: new Set([...runs, ...acceptances].map(([, oldRow]) => oldRow)),
    hasAcceptances: sqlite.prepare("SELECT 1 FROM acceptance_events LIMIT 1").get() !== undefined,
    judgedVersions: (runKey, gateId) => judged.get(runsByKey.get(runKey)?.runId, gateId),
    hasSnapshot: (sha) => snapshot.get(sha) !== undefined,
    newestAcceptance: ({ notePath, gateId, modelId }) => newest.get(modelId, notePath, gateId),
  };
}
