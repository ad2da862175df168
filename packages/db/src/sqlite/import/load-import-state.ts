import type { Database } from "better-sqlite3";
import type { PairUnderModel, PairVersion } from "../../changes.ts";
import type { ImportState, JudgedVersions } from "../../imported-history.ts";
import type { Decision, ModelId, RunId } from "../../vocabulary.ts";

const LAST_ACCEPTED_AT = `SELECT accepted_at FROM acceptance_events
WHERE model_id = @modelId AND note_path = @notePath AND gate_id = @gateId ORDER BY id DESC LIMIT 1`;

const ACCEPTED_AS = `SELECT iif(event.acceptance_kind = 'withdrawn', NULL, coalesce(event.override_decision, review.decision, 'unknown'))
FROM acceptance_events AS event LEFT JOIN gate_reviews AS review ON review.id = event.accepted_review_id
WHERE event.model_id = @modelId AND event.note_path = @notePath AND event.gate_id = @gateId
  AND accepted_note_sha = @noteSha AND accepted_gate_sha = @gateSha ORDER BY event.id DESC LIMIT 1`;

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
  const lastAcceptedAt = sqlite.prepare<[PairUnderModel], string>(LAST_ACCEPTED_AT).pluck();
  const acceptedAs = sqlite.prepare<[PairVersion], Decision | null>(ACCEPTED_AS).pluck();
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
    lastAcceptedAt: (pair) => lastAcceptedAt.get(pair),
    acceptedAs: (pair) => acceptedAs.get(pair) ?? undefined,
  };
}
