import type { Database } from "better-sqlite3";
import type { AcceptedVersion, NoteVersion } from "../../answers.ts";
import { type AcceptedRow, reviewsOf, toAcceptedVersion } from "../../from-rows/to-verdicts.ts";
import { newestDecidingEvents } from "./deciding-events.ts";
import { VERDICT_COLUMNS } from "./list-verdicts.ts";
import { PARTITIONS } from "./partitions.ts";

// Each partition is asked for each note, in the order of the index that holds all that decides. CROSS JOIN keeps SQLite to that.
const ACCEPTED = `
WITH RECURSIVE
  ${PARTITIONS},
  newest AS MATERIALIZED (
    SELECT max(event.id) AS id
    FROM json_each(?) AS note
    CROSS JOIN partition
    CROSS JOIN acceptance_events AS event INDEXED BY acceptance_events_by_version
      ON event.model_id = partition.model_id AND event.note_path = note.value ->> 0 AND event.accepted_note_sha = note.value ->> 1
    GROUP BY event.model_id, event.note_path, event.accepted_note_sha, event.gate_id, event.accepted_gate_sha)
SELECT ${VERDICT_COLUMNS},
  CASE WHEN json_valid(run.telemetry_json) THEN run.telemetry_json ->> '$.modelEvidence' = 'observed'
    AND run.telemetry_json ->> '$.invocationId' IS NOT NULL ELSE 0 END AS isObserved,
  CASE WHEN json_valid(run.telemetry_json) THEN run.telemetry_json ->> '$.requestedModelId' END AS requested,
  CASE WHEN review.review_kind = 'attested' THEN review.evidence_json END AS attestedJson,
  event.remark AS said
FROM newest
CROSS JOIN acceptance_events AS event ON event.id = newest.id
LEFT JOIN gate_reviews AS review ON review.id = event.accepted_review_id
LEFT JOIN review_runs AS run ON run.id = review.review_run_id
ORDER BY event.note_path, event.gate_id, event.model_id, event.id DESC`;

/** What was accepted, or taken back, of some notes in just these versions, under every partition and for every version of a gate. */
export function listAccepted(sqlite: Database, notes: readonly NoteVersion[]): AcceptedVersion[] {
  const asked = JSON.stringify(notes.map(({ notePath, noteSha }) => [notePath, noteSha]));
  const rows = sqlite.prepare<[string], AcceptedRow>(ACCEPTED).all(asked);
  const deciding = newestDecidingEvents(sqlite, reviewsOf(rows));
  return rows.map((row) => toAcceptedVersion(row, deciding));
}
