import type { Database } from "better-sqlite3";
import type { QueuedPair } from "../../answers.ts";
import { soundRow } from "./sound-row.ts";

// An acknowledgement is no evidence: it carries the review of an earlier event on.
const EVIDENCE_KINDS = "('full-review', 'manual-override', 'migration-import')";

// Of a review: the event by which it became evidence last, and the last override of it.
const madeEvidenceBy = (review: string) =>
  `(SELECT max(id) FROM acceptance_events WHERE accepted_review_id = ${review}
    AND acceptance_kind IN ${EVIDENCE_KINDS})`;
const overriddenBy = (review: string) =>
  `(SELECT max(id) FROM acceptance_events WHERE accepted_review_id = ${review}
    AND acceptance_kind = 'manual-override')`;

const IS_ASKED_FOR = (note: string) =>
  `(@notePaths IS NULL OR ${note} IN (SELECT value FROM json_each(@notePaths)))`;

// The current acceptances of a pair, one for each partition at most.
const CURRENT_OF = (pair: string) => `partition CROSS JOIN current_acceptances AS current
  ON current.model_id = partition.model_id AND current.note_path = ${pair}.note_path AND current.gate_id = ${pair}.gate_id`;

// From the pairs that may be in the queue to the one acceptance that each rests on. The newest of its acceptances is it,
// mostly; only where that is an acknowledgement, all of them are compared by what they carry on. Everything is asked by
// index and in the order of the pairs; CROSS JOIN keeps SQLite to that.
const QUEUE = `
WITH RECURSIVE
  partition (model_id) AS MATERIALIZED (
    SELECT min(model_id) FROM current_acceptances
    UNION ALL
    SELECT (SELECT min(model_id) FROM current_acceptances AS next WHERE next.model_id > partition.model_id)
    FROM partition WHERE partition.model_id IS NOT NULL),
  pair AS MATERIALIZED (
    SELECT note_path, gate_id FROM gate_reviews INDEXED BY gate_reviews_with_findings
    WHERE decision IN ('warn', 'fail') AND ${IS_ASKED_FOR("note_path")}
    UNION
    SELECT note_path, gate_id FROM acceptance_events INDEXED BY acceptance_events_overrides
    WHERE override_decision IN ('warn', 'fail') AND ${IS_ASKED_FOR("note_path")}
    UNION
    SELECT carried.note_path, carried.gate_id FROM acceptance_events AS carried INDEXED BY acceptance_events_carried
    CROSS JOIN gate_reviews AS review ON review.id = carried.accepted_review_id
    WHERE carried.acceptance_kind IN ('trivial-change-ack', 'gate-migration')
      AND (carried.note_path <> review.note_path OR carried.gate_id <> review.gate_id)
      AND (review.decision IN ('warn', 'fail') OR EXISTS (
        SELECT 1 FROM acceptance_events AS override INDEXED BY acceptance_events_overrides
        WHERE override.accepted_review_id = review.id AND override.override_decision IN ('warn', 'fail')))
      AND ${IS_ASKED_FOR("carried.note_path")}),
  newest AS MATERIALIZED (
    SELECT note_path, gate_id,
      (SELECT max(current.acceptance_event_id) FROM ${CURRENT_OF("pair")}) AS event_id
    FROM pair),
  evidence AS (
    SELECT CASE WHEN event.accepted_review_id IS NOT NULL AND event.acceptance_kind IN ${EVIDENCE_KINDS} THEN event.id
      ELSE (SELECT each.id FROM ${CURRENT_OF("newest")}
        CROSS JOIN acceptance_events AS each ON each.id = current.acceptance_event_id
        WHERE each.accepted_review_id IS NOT NULL
        ORDER BY ${madeEvidenceBy("each.accepted_review_id")} DESC LIMIT 1) END AS event_id
    FROM newest CROSS JOIN acceptance_events AS event ON event.id = newest.event_id)
SELECT event.note_path AS notePath, event.gate_id AS gateId,
  coalesce(override.override_decision, review.decision) AS decision,
  event.model_id AS modelId, review.review_run_id AS runId, review.id AS reviewId,
  review.rationale_markdown AS rationaleMarkdown, review.reviewed_at AS reviewedAt,
  event.id AS acceptanceId, event.accepted_note_sha AS acceptedNoteSha,
  event.accepted_gate_sha AS acceptedGateSha, event.accepted_at AS acceptedAt,
  override.remark AS overrideRemark
FROM evidence
CROSS JOIN acceptance_events AS event ON event.id = evidence.event_id
CROSS JOIN gate_reviews AS review ON review.id = event.accepted_review_id
LEFT JOIN acceptance_events AS override ON override.id = ${overriddenBy("review.id")}
WHERE coalesce(override.override_decision, review.decision) IN ('warn', 'fail')
ORDER BY event.note_path, event.gate_id`;

/**
 * The pairs whose newest accepted evidence says warn or fail, by note and gate; only those of some notes, if
 * `notePaths` is given. An override holds for as long as the review it overrides is the pair's evidence.
 */
export function listFixQueue(
  sqlite: Database,
  { notePaths }: { notePaths?: readonly string[] },
): QueuedPair[] {
  type Row = Omit<QueuedPair, "overrideRemark"> & { overrideRemark: string | null };
  return sqlite
    .prepare<{ notePaths: string | null }, Row>(QUEUE)
    .all({ notePaths: notePaths ? JSON.stringify(notePaths) : null })
    .map(soundRow)
    .map(({ overrideRemark, ...pair }) => (overrideRemark === null ? pair : { ...pair, overrideRemark }));
}
