import type { Database } from "better-sqlite3";
import { LOCK_RUNNER, type ModelId } from "../../vocabulary.ts";

// The conditions are word for word those of the index review_runs_requested, or SQLite would not use it. It is asked for one
// partition after another: a name has few, and a million runs.
const ASKED_FOR = `FROM review_runs INDEXED BY review_runs_requested
WHERE status = 'completed' AND json_extract(telemetry_json, '$.imported') IS NULL
  AND coalesce(json_extract(telemetry_json, '$.requestedModelId'), model_id) = @requested`;

// What came from the lock says for whole partitions nothing: anybody may have written one line about one note.
const IS_OWN = `EXISTS (SELECT 1 ${ASKED_FOR} AND review_runs.model_id = partition.model_id AND runner <> '${LOCK_RUNNER}')`;
const HAS_OTHERS = `EXISTS (SELECT 1 FROM acceptance_events AS event INDEXED BY acceptance_events_current
  LEFT JOIN gate_reviews AS review ON review.id = event.accepted_review_id
  LEFT JOIN review_runs AS run ON run.id = review.review_run_id
  WHERE event.model_id = partition.model_id AND (run.id IS NULL OR json_extract(run.telemetry_json, '$.imported') IS NOT NULL
    OR coalesce(json_extract(run.telemetry_json, '$.requestedModelId'), run.model_id) <> @requested))`;

const PARTITIONS = `WITH RECURSIVE partition (model_id) AS (
  SELECT min(model_id) ${ASKED_FOR}
  UNION ALL
  SELECT (SELECT min(model_id) ${ASKED_FOR} AND model_id > partition.model_id)
  FROM partition WHERE partition.model_id IS NOT NULL)
SELECT model_id FROM partition WHERE model_id IS NOT NULL AND (${IS_OWN} OR NOT ${HAS_OTHERS})
ORDER BY (SELECT max(id) ${ASKED_FOR} AND review_runs.model_id = partition.model_id) DESC`;

/**
 * The partitions that completed runs asked for by a name were recorded under, that of the newest run first; where all such came from
 * the lock, only those in which nothing is accepted that was asked for otherwise.
 */
export function listRecordedPartitions(sqlite: Database, requested: ModelId): ModelId[] {
  return sqlite.prepare<{ requested: ModelId }, ModelId>(PARTITIONS).pluck().all({ requested });
}
