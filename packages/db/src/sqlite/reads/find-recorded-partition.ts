import type { Database } from "better-sqlite3";
import type { ModelId, RunId } from "../../vocabulary.ts";
import { soundRow } from "./sound-row.ts";

// The conditions are word for word those of the index review_runs_requested, or SQLite would not use it.
const NEWEST_ASKED_FOR = `SELECT model_id AS modelId, id AS runId FROM review_runs
WHERE status = 'completed' AND json_extract(telemetry_json, '$.imported') IS NULL
  AND coalesce(json_extract(telemetry_json, '$.requestedModelId'), model_id) = ?
ORDER BY id DESC LIMIT 1`;

/**
 * The partition under which the newest completed run that was asked for as `requested` was recorded;
 * undefined if there is none. A run without telemetry was asked for by the name it has. Newest is what was created last,
 * whatever the clocks said; runs that an import brought were not asked for here.
 */
export function findRecordedPartition(
  sqlite: Database,
  requested: ModelId,
): { modelId: ModelId; runId: RunId } | undefined {
  const row = sqlite.prepare<[ModelId], { modelId: ModelId; runId: RunId }>(NEWEST_ASKED_FOR).get(requested);
  return row && soundRow(row);
}
