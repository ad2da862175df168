import type { AcceptedVerdict, VerdictFilter } from "../../answers.ts";
import { reviewsOf, toVerdict, type VerdictRow } from "../../from-rows/to-verdicts.ts";
import { question } from "../driver/question.ts";
import type { Session } from "../driver/session.ts";
import { statement } from "../driver/statement.ts";
import { newestDecidingEvents } from "./deciding-events.ts";

const FOUND = "IN ('warn', 'fail')";
const OVERRIDDEN = `EXISTS (SELECT 1 FROM review.acceptance_events AS override
    WHERE override.accepted_review_id = judged.id AND override.override_decision ${FOUND})`;

/** Of an event, and of the review that it rests on. A text that nobody will read is not brought. */
export const VERDICT_COLUMNS = `event.note_path AS "notePath", event.gate_id AS "gateId", event.model_id AS "modelId",
  event.id AS "acceptanceId", event.accepted_note_sha AS "acceptedNoteSha", event.accepted_gate_sha AS "acceptedGateSha",
  event.accepted_at AS "acceptedAt", event.acceptance_kind AS "acceptanceKind",
  judged.id AS "reviewId", judged.review_run_id AS "runId", judged.reviewed_at AS "reviewedAt", judged.decision AS reviewed,
  CASE WHEN judged.decision ${FOUND} OR ${OVERRIDDEN} THEN judged.rationale_markdown END AS "rationaleMarkdown",
  judged.note_path AS "reviewedNote", judged.gate_id AS "reviewedGate"`;

const isAskedFor = (note: string, model: string) =>
  `($1::text[] IS NULL OR ${note} = ANY ($1::text[])) AND ($2::text[] IS NULL OR ${model} = ANY ($2::text[]))`;

// From the few pairs and partitions that were ever found to be warn or fail to all that was accepted of them.
const VERDICTS = `WITH
  found AS MATERIALIZED (
    SELECT note_path, gate_id, model_id FROM review.gate_reviews
    WHERE decision ${FOUND} AND ${isAskedFor("note_path", "model_id")}
    UNION
    SELECT note_path, gate_id, model_id FROM review.acceptance_events
    WHERE override_decision ${FOUND} AND ${isAskedFor("note_path", "model_id")}
    UNION
    SELECT carried.note_path, carried.gate_id, carried.model_id
    FROM review.acceptance_events AS carried JOIN review.gate_reviews AS judged ON judged.id = carried.accepted_review_id
    WHERE carried.acceptance_kind IN ('trivial-change-ack', 'gate-migration')
      AND (carried.note_path <> judged.note_path OR carried.gate_id <> judged.gate_id)
      AND (judged.decision ${FOUND} OR ${OVERRIDDEN})
      AND ${isAskedFor("carried.note_path", "carried.model_id")}),
  newest AS MATERIALIZED (
    SELECT max(event.id) AS id FROM found JOIN review.acceptance_events AS event
      ON event.model_id = found.model_id AND event.note_path = found.note_path AND event.gate_id = found.gate_id
    GROUP BY event.model_id, event.note_path, event.gate_id, event.accepted_note_sha, event.accepted_gate_sha)
SELECT ${VERDICT_COLUMNS} FROM newest JOIN review.acceptance_events AS event ON event.id = newest.id
LEFT JOIN review.gate_reviews AS judged ON judged.id = event.accepted_review_id
ORDER BY event.note_path, event.gate_id, event.model_id, event.id DESC`;

export async function listVerdicts(
  session: Session,
  { notePaths, modelIds }: VerdictFilter,
): Promise<AcceptedVerdict[]> {
  return question(session, async (ask) => {
    const [found = []] = await ask(statement(VERDICTS, notePaths, modelIds));
    const rows = found as unknown as VerdictRow[];
    const deciding = await newestDecidingEvents(ask, reviewsOf(rows));
    return rows.map((row) => toVerdict(row, deciding));
  });
}
