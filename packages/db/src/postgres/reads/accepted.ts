import type { AcceptedFilter, AcceptedVersion, NoteWithGates } from "../../answers.ts";
import { type AcceptedRow, reviewsOf, toAcceptedVersion } from "../../from-rows/to-verdicts.ts";
import { toJson } from "../driver/nul.ts";
import { question } from "../driver/question.ts";
import type { Session } from "../driver/session.ts";
import { columnsOf, statement } from "../driver/statement.ts";
import { newestDecidingEvents } from "./deciding-events.ts";
import { VERDICT_COLUMNS } from "./verdicts.ts";

const PARTITIONS = `partition (model_id) AS (
    (SELECT min(model_id) FROM review.acceptance_events)
    UNION ALL
    SELECT (SELECT min(model_id) FROM review.acceptance_events WHERE model_id > partition.model_id)
    FROM partition WHERE partition.model_id IS NOT NULL)`;

/** Parts of the question. */
interface Parts {
  /** The partitions that are asked. */
  partitions: string;
  /** What is told of the newest events, with a comma before it. */
  told: string;
  ids: string;
}

/** A pass that says nothing that any other would not. */
const plain = (
  place: number,
) => `(judged.decision IS NOT DISTINCT FROM 'pass' AND judged.review_kind <> 'attested' AND event.acceptance_kind <> 'withdrawn'
      AND newest.model_id <> ALL ($${place}::text[])
      AND NOT EXISTS (SELECT 1 FROM review.acceptance_events AS override
        WHERE override.accepted_review_id = judged.id AND override.override_decision IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM review.sampled_acceptances AS sampled WHERE sampled.acceptance_event_id = event.id))`;

// Each pair is asked about under each partition, for the last entry of its version in the index that holds all that decides.
const acceptedOf = ({ partitions, told, ids }: Parts) => `WITH RECURSIVE
  ${partitions},
  newest AS MATERIALIZED (
    SELECT last.id, note.path, note.sha, gate.id AS gate_id, gate.sha AS gate_sha, partition.model_id
    FROM unnest($1::text[], $2::text[], $3::int[]) AS note (path, sha, gates)
    JOIN unnest($4::int[], $5::text[], $6::text[]) AS gate (gates, id, sha) ON gate.gates = note.gates
    CROSS JOIN partition CROSS JOIN LATERAL (
      SELECT event.id FROM review.acceptance_events AS event
      WHERE event.model_id = partition.model_id AND event.note_path = note.path AND event.accepted_note_sha = note.sha
        AND event.gate_id = gate.id AND event.accepted_gate_sha = gate.sha
      ORDER BY event.id DESC LIMIT 1) AS last)${told}
SELECT ${VERDICT_COLUMNS},
  (review.json_text(run.telemetry_json, 'modelEvidence') = 'observed'
    AND review.json_text(run.telemetry_json, 'invocationId') IS NOT NULL)::int AS "isObserved",
  review.json_text(run.telemetry_json, 'requestedModelId') AS requested,
  CASE WHEN judged.review_kind = 'attested' THEN judged.evidence_json END AS "attestedJson",
  event.remark AS said
FROM (${ids}) AS told JOIN review.acceptance_events AS event ON event.id = told.id
LEFT JOIN review.gate_reviews AS judged ON judged.id = event.accepted_review_id
LEFT JOIN review.review_runs AS run ON run.id = judged.review_run_id
ORDER BY event.note_path, event.gate_id, event.model_id, event.id DESC`;

const ALL = { told: "", ids: "SELECT DISTINCT id FROM newest" };
/** Where the parameter `inFull` is. */
const briefly = (place: number) => ({
  told: `,
  told AS MATERIALIZED (
    SELECT newest.*, ${plain(place)} AS is_plain FROM newest JOIN review.acceptance_events AS event ON event.id = newest.id
    LEFT JOIN review.gate_reviews AS judged ON judged.id = event.accepted_review_id)`,
  ids: `SELECT id FROM told WHERE NOT is_plain
    UNION SELECT max(id) FROM told WHERE is_plain GROUP BY path, sha, gate_id, gate_sha`,
});
const UNDER = "partition (model_id) AS (SELECT unnest($7::text[]))";

export async function listAccepted(
  session: Session,
  notes: readonly NoteWithGates[],
  { modelIds, inFull }: AcceptedFilter,
): Promise<AcceptedVersion[]> {
  const lists = [...new Set(notes.map(({ gates }) => gates))];
  const places = new Map(lists.map((gates, index) => [gates, index]));
  const gates = lists.flatMap((list, index) => list.map((gate) => ({ ...gate, index })));
  const asked = statement(
    acceptedOf({ partitions: modelIds ? UNDER : PARTITIONS, ...(inFull ? briefly(modelIds ? 8 : 7) : ALL) }),
    ...columnsOf(
      notes,
      ({ notePath }) => notePath,
      ({ noteSha }) => noteSha,
      (note) => places.get(note.gates),
    ),
    ...columnsOf(
      gates,
      ({ index }) => index,
      ({ gateId }) => gateId,
      ({ gateSha }) => gateSha,
    ),
    ...[modelIds, inFull].filter((list) => list !== undefined),
  );
  return question(session, async (ask) => {
    const [found = []] = await ask(asked);
    const rows = found as unknown as (AcceptedRow & { attestedJson: string | null })[];
    const deciding = await newestDecidingEvents(ask, reviewsOf(rows));
    return rows.map((row) => toAcceptedVersion({ ...row, attestedJson: toJson(row.attestedJson) }, deciding));
  });
}
