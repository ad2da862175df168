import type { Database } from "better-sqlite3";
import type { AcceptedFilter, AcceptedVersion, NoteWithGates } from "../../answers.ts";
import { type AcceptedRow, reviewsOf, toAcceptedVersion } from "../../from-rows/to-verdicts.ts";
import { prepared } from "../prepared.ts";
import { newestDecidingEvents } from "./deciding-events.ts";
import { VERDICT_COLUMNS } from "./list-verdicts.ts";
import { PARTITIONS } from "./partitions.ts";

/** Parts of the question. */
interface Parts {
  /** The partitions that are asked. */
  partitions: string;
  /** What is told of the newest events, with a comma before it. */
  told: string;
  ids: string;
}

/** A pass that says nothing that any other would not: what decides it is in the row of the event and that of its review. */
const PLAIN = `(review.decision IS 'pass' AND review.review_kind <> 'attested' AND event.acceptance_kind <> 'withdrawn'
      AND newest.model_id NOT IN (SELECT value FROM json_each(@inFull))
      AND NOT EXISTS (SELECT 1 FROM acceptance_events AS override INDEXED BY acceptance_events_overrides
        WHERE override.accepted_review_id = review.id AND override.override_decision IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM sampled_acceptances WHERE acceptance_event_id = event.id))`;

// Each pair is asked about under each partition, in the order of the index that holds all that decides, for the last entry of its version.
// CROSS JOIN keeps SQLite to that.
const acceptedOf = ({ partitions, told, ids }: Parts) => `
WITH RECURSIVE
  ${partitions},
  note AS MATERIALIZED (SELECT key, value ->> 0 AS path, value ->> 1 AS sha, value ->> 2 AS gates FROM json_each(@notes)),
  gate AS MATERIALIZED (SELECT key, value ->> 0 AS gates, value ->> 1 AS id, value ->> 2 AS sha FROM json_each(@gates)),
  newest AS MATERIALIZED (
    SELECT note.key AS note, gate.key AS gate, partition.model_id, (SELECT event.id FROM acceptance_events AS event INDEXED BY acceptance_events_by_version
      WHERE event.model_id = partition.model_id AND event.note_path = note.path AND event.accepted_note_sha = note.sha
        AND event.gate_id = gate.id AND event.accepted_gate_sha = gate.sha
      ORDER BY event.id DESC LIMIT 1) AS id
    FROM note CROSS JOIN partition CROSS JOIN gate ON gate.gates = note.gates)${told}
SELECT ${VERDICT_COLUMNS},
  CASE WHEN json_valid(run.telemetry_json) THEN run.telemetry_json ->> '$.modelEvidence' = 'observed'
    AND run.telemetry_json ->> '$.invocationId' IS NOT NULL ELSE 0 END AS isObserved,
  CASE WHEN json_valid(run.telemetry_json) THEN run.telemetry_json ->> '$.requestedModelId' END AS requested,
  CASE WHEN review.review_kind = 'attested' THEN review.evidence_json END AS attestedJson,
  event.remark AS said
FROM (${ids}) AS told
CROSS JOIN acceptance_events AS event ON event.id = told.id
LEFT JOIN gate_reviews AS review ON review.id = event.accepted_review_id
LEFT JOIN review_runs AS run ON run.id = review.review_run_id
ORDER BY event.note_path, event.gate_id, event.model_id, event.id DESC`;

const ALL = { told: "", ids: "SELECT DISTINCT id FROM newest WHERE id IS NOT NULL" };
const BRIEFLY = {
  told: `,
  told AS MATERIALIZED (
    SELECT newest.id, newest.note, newest.gate, ${PLAIN} AS is_plain
    FROM newest CROSS JOIN acceptance_events AS event ON event.id = newest.id
    LEFT JOIN gate_reviews AS review ON review.id = event.accepted_review_id)`,
  ids: `SELECT id FROM told WHERE NOT is_plain UNION SELECT max(id) FROM told WHERE is_plain GROUP BY note, gate`,
};
const UNDER = "partition (model_id) AS (SELECT value FROM json_each(@modelIds))";

/** What was accepted, or taken back, of some notes and gates in just these versions. */
export function listAccepted(
  sqlite: Database,
  notes: readonly NoteWithGates[],
  { modelIds, inFull }: AcceptedFilter,
): AcceptedVersion[] {
  const lists = new Map([...new Set(notes.map(({ gates }) => gates))].map((gates, index) => [gates, index]));
  const asked = {
    notes: JSON.stringify(notes.map(({ notePath, noteSha, gates }) => [notePath, noteSha, lists.get(gates)])),
    gates: JSON.stringify(
      [...lists].flatMap(([gates, index]) => gates.map(({ gateId, gateSha }) => [index, gateId, gateSha])),
    ),
    ...(modelIds && { modelIds: JSON.stringify(modelIds) }),
    ...(inFull && { inFull: JSON.stringify(inFull) }),
  };
  const statement = acceptedOf({ partitions: modelIds ? UNDER : PARTITIONS, ...(inFull ? BRIEFLY : ALL) });
  const rows = prepared<[typeof asked], AcceptedRow>(sqlite, statement).all(asked);
  const deciding = newestDecidingEvents(sqlite, reviewsOf(rows));
  return rows.map((row) => toAcceptedVersion(row, deciding));
}
