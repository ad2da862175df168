import type { Database } from "better-sqlite3";
import type { AcceptedVerdict, VerdictFilter } from "../../answers.ts";
import { reviewsOf, toVerdict, type VerdictRow } from "../../from-rows/to-verdicts.ts";
import { newestDecidingEvents } from "./deciding-events.ts";

/** What is asked of notes and partitions; without a condition where all are asked for, so that of a few notes only their own rows are looked at. */
const askedFor =
  ({ notePaths, modelIds }: VerdictFilter) =>
  (note: string, model: string) =>
    [
      "true",
      ...(notePaths ? [`${note} IN (SELECT value FROM json_each(@notePaths))`] : []),
      ...(modelIds ? [`${model} IN (SELECT value FROM json_each(@modelIds))`] : []),
    ].join(" AND ");
const FOUND = "IN ('warn', 'fail')";
/** A text that nobody will read is not brought: that of a pass, which no override has made anything else. */
const RATIONALE = `iif(review.decision ${FOUND} OR EXISTS (
    SELECT 1 FROM acceptance_events AS override INDEXED BY acceptance_events_overrides
    WHERE override.accepted_review_id = review.id AND override.override_decision ${FOUND}), review.rationale_markdown, NULL)`;
const OF_EVENT = `note_path, gate_id, model_id`;

/** Of an event, and of the review that it rests on. */
export const VERDICT_COLUMNS = `event.note_path AS notePath, event.gate_id AS gateId, event.model_id AS modelId, event.id AS acceptanceId,
  event.accepted_note_sha AS acceptedNoteSha, event.accepted_gate_sha AS acceptedGateSha,
  event.accepted_at AS acceptedAt, event.acceptance_kind AS acceptanceKind,
  review.id AS reviewId, review.review_run_id AS runId, review.reviewed_at AS reviewedAt, review.decision AS reviewed,
  ${RATIONALE} AS rationaleMarkdown, review.note_path AS reviewedNote, review.gate_id AS reviewedGate`;

// From the few pairs and partitions that were ever found to be warn or fail to all that was accepted of them. Everything
// is asked by index; CROSS JOIN keeps SQLite to that.
const verdictsOf = (isAskedFor: ReturnType<typeof askedFor>) => `
WITH
  found AS MATERIALIZED (
    SELECT ${OF_EVENT} FROM gate_reviews INDEXED BY gate_reviews_with_findings
    WHERE decision ${FOUND} AND ${isAskedFor("note_path", "model_id")}
    UNION
    SELECT ${OF_EVENT} FROM acceptance_events INDEXED BY acceptance_events_overrides
    WHERE override_decision ${FOUND} AND ${isAskedFor("note_path", "model_id")}
    UNION
    SELECT carried.note_path, carried.gate_id, carried.model_id
    FROM acceptance_events AS carried INDEXED BY acceptance_events_carried
    CROSS JOIN gate_reviews AS review ON review.id = carried.accepted_review_id
    WHERE carried.acceptance_kind IN ('trivial-change-ack', 'gate-migration')
      AND (carried.note_path <> review.note_path OR carried.gate_id <> review.gate_id)
      AND (review.decision ${FOUND} OR EXISTS (
        SELECT 1 FROM acceptance_events AS override INDEXED BY acceptance_events_overrides
        WHERE override.accepted_review_id = review.id AND override.override_decision ${FOUND}))
      AND ${isAskedFor("carried.note_path", "carried.model_id")}),
  newest AS MATERIALIZED (
    SELECT max(event.id) AS id FROM found
    CROSS JOIN acceptance_events AS event INDEXED BY acceptance_events_current
      ON event.model_id = found.model_id AND event.note_path = found.note_path AND event.gate_id = found.gate_id
    GROUP BY event.model_id, event.note_path, event.gate_id, event.accepted_note_sha, event.accepted_gate_sha)
SELECT ${VERDICT_COLUMNS}
FROM newest
CROSS JOIN acceptance_events AS event ON event.id = newest.id
LEFT JOIN gate_reviews AS review ON review.id = event.accepted_review_id
ORDER BY event.note_path, event.gate_id, event.model_id, event.id DESC`;

/** The verdicts of all pairs that were ever found to be warn or fail under a partition: one for every version accepted. */
export function listVerdicts(sqlite: Database, filter: VerdictFilter): AcceptedVerdict[] {
  const given = Object.entries(filter).flatMap(([name, list]) =>
    list ? [[name, JSON.stringify(list)]] : [],
  );
  const rows = sqlite
    .prepare<Record<string, string>, VerdictRow>(verdictsOf(askedFor(filter)))
    .all(Object.fromEntries(given));
  const deciding = newestDecidingEvents(sqlite, reviewsOf(rows));
  return rows.map((row) => toVerdict(row, deciding));
}
