import type { Database } from "better-sqlite3";
import type { ModelId } from "../../vocabulary.ts";

// The conditions are word for word those of the index review_runs_requested, or SQLite would not use it. It is asked for one
// partition after another: a name has few, and a million runs.
const ASKED_FOR = `FROM review_runs INDEXED BY review_runs_requested
WHERE status = 'completed' AND json_extract(telemetry_json, '$.imported') IS NULL
  AND coalesce(json_extract(telemetry_json, '$.requestedModelId'), model_id) = @requested`;

const PARTITIONS = `WITH RECURSIVE partition (model_id) AS (
  SELECT min(model_id) ${ASKED_FOR}
  UNION ALL
  SELECT (SELECT min(model_id) ${ASKED_FOR} AND model_id > partition.model_id)
  FROM partition WHERE partition.model_id IS NOT NULL)
SELECT model_id FROM partition WHERE model_id IS NOT NULL
ORDER BY (SELECT max(id) ${ASKED_FOR} AND review_runs.model_id = partition.model_id) DESC`;

/** The partitions that completed runs asked for by a name were recorded under, that of the newest run first. */
export function listRecordedPartitions(sqlite: Database, requested: ModelId): ModelId[] {
  return sqlite.prepare<{ requested: ModelId }, ModelId>(PARTITIONS).pluck().all({ requested });
}
