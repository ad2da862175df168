import type { Database } from "better-sqlite3";
import { soundRow } from "../../from-rows/sound-row.ts";
import { FIXTURE_FOLDER, type ModelId } from "../../vocabulary.ts";

/**
 * The partitions of acceptance events as a table `partition (model_id)`, behind `WITH RECURSIVE`; its last row is null. They are few,
 * and a ledger may have a million events: each is found by index from the one before.
 */
export const PARTITIONS = `partition (model_id) AS (
    SELECT min(model_id) FROM acceptance_events
    UNION ALL
    SELECT (SELECT min(model_id) FROM acceptance_events WHERE model_id > partition.model_id)
    FROM partition WHERE partition.model_id IS NOT NULL)`;

/** Every partition that an acceptance event of a note is under, each once, sorted by code unit; fixtures are none. */
export function listAcceptedPartitions(sqlite: Database): ModelId[] {
  return sqlite
    .prepare<[], { modelId: ModelId }>(
      `WITH RECURSIVE ${PARTITIONS} SELECT model_id AS modelId FROM partition
      WHERE EXISTS (SELECT 1 FROM acceptance_events AS event
        WHERE event.model_id = partition.model_id AND event.note_path NOT GLOB '${FIXTURE_FOLDER}/*')`,
    )
    .all()
    .map((row) => soundRow(row).modelId);
}
