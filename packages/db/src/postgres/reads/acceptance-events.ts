import type { Acceptance, AcceptanceFilter, Evidence } from "../../answers.ts";
import type { PairVersion } from "../../changes.ts";
import { toAcceptanceEvent } from "../../from-rows/read-rows.ts";
import type { AcceptanceEventRow } from "../../from-rows/row-types.ts";
import { type EvidenceRow, evidenceOf } from "../../from-rows/to-evidence.ts";
import type { AcceptanceEvent } from "../../rows.ts";
import { standingOverride } from "../../standing-override.ts";
import type { GateReviewId } from "../../vocabulary.ts";
import { toJson } from "../driver/nul.ts";
import { question, rowsOf } from "../driver/question.ts";
import type { Session } from "../driver/session.ts";
import { columnsOf, type Statement, statement } from "../driver/statement.ts";
import { EVENT_COLUMNS, EVENT_COLUMNS_WITHOUT_REMARK } from "./columns.ts";
import { decidingEvents, newestDecidingEvents } from "./deciding-events.ts";

const EVENTS = (columns: string) => `SELECT ${columns} FROM review.acceptance_events AS event
WHERE ($1::text IS NULL OR event.note_path = $1) AND ($2::text IS NULL OR event.gate_id = $2)
  AND ($3::text IS NULL OR event.model_id = $3) AND ($4::bigint IS NULL OR event.accepted_review_id = $4)
ORDER BY event.id`;

export async function listAcceptanceEvents(
  session: Session,
  { notePath, gateId, modelId, reviewId, withoutRemarks = false }: AcceptanceFilter,
): Promise<AcceptanceEvent[]> {
  const columns = withoutRemarks ? EVENT_COLUMNS_WITHOUT_REMARK : EVENT_COLUMNS;
  const asked = statement(EVENTS(columns), notePath || null, gateId || null, modelId || null, reviewId);
  return (await rowsOf<AcceptanceEventRow>(session, asked)).map(toAcceptanceEvent);
}

const NEWEST = (conditions: string) => `(SELECT ${EVENT_COLUMNS} FROM review.acceptance_events AS event
    WHERE event.model_id = asked.model_id AND event.note_path = asked.note_path AND event.gate_id = asked.gate_id${conditions}
    ORDER BY event.id DESC LIMIT 1)`;
const OF_TEXT = " AND event.accepted_note_sha = asked.note_sha";

// The nearest first: of exactly the versions that a pair has now, of just this note text, of the pair.
const STANDING = `SELECT asked.ordinal, standing.* FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) WITH ORDINALITY
  AS asked (model_id, note_path, note_sha, gate_id, gate_sha, ordinal)
CROSS JOIN LATERAL (SELECT * FROM (
    SELECT 1 AS distance, * FROM ${NEWEST(`${OF_TEXT} AND event.accepted_gate_sha = asked.gate_sha`)} AS exact
    UNION ALL SELECT 2, * FROM ${NEWEST(OF_TEXT)} AS same_text
    UNION ALL SELECT 3, * FROM ${NEWEST("")} AS any_version) AS found
  ORDER BY distance LIMIT 1) AS standing`;

/** Asks for the standing event of each pair. */
export const askForStandingEvents = (pairs: readonly PairVersion[]): Statement =>
  statement(
    STANDING,
    ...columnsOf(
      pairs,
      ({ modelId }) => modelId,
      ({ notePath }) => notePath,
      ({ noteSha }) => noteSha,
      ({ gateId }) => gateId,
      ({ gateSha }) => gateSha,
    ),
  );

/** What that gave, in the order of the pairs. */
export function toStandingEvents(
  pairs: readonly PairVersion[],
  rows: readonly unknown[] = [],
): (AcceptanceEvent | undefined)[] {
  const found = new Map(
    (rows as (AcceptanceEventRow & { ordinal: number; distance: number })[]).map(
      ({ ordinal, distance: _, ...row }) => [ordinal, toAcceptanceEvent(row)],
    ),
  );
  return pairs.map((_, index) => found.get(index + 1));
}

export async function standingAcceptance(
  session: Session,
  pair: PairVersion,
): Promise<Acceptance | undefined> {
  return question(session, async (ask) => {
    const [rows] = await ask(askForStandingEvents([pair]));
    const [event] = toStandingEvents([pair], rows);
    if (!event) return undefined;
    const { acceptedReviewId: reviewId } = event;
    if (reviewId === undefined) return { event };
    const [reviewed] = await ask(
      statement(
        `SELECT note_path AS "notePath", gate_id AS "gateId" FROM review.gate_reviews WHERE id = $1`,
        reviewId,
      ),
    );
    const deciding = (await newestDecidingEvents(ask, [reviewId]))(reviewId);
    const [of] = (reviewed ?? []) as unknown as { notePath: string; gateId: string }[];
    const override = of && standingOverride(deciding, pair, of);
    return { event, ...(override && { override }) };
  });
}

const EVIDENCE = `SELECT review.id, review.review_run_id AS "runId", review.decision, review.note_path AS "notePath",
  review.gate_id AS "gateId", CASE WHEN review.review_kind = 'attested' THEN review.evidence_json END AS "evidenceJson"
FROM review.gate_reviews AS review WHERE review.id = ANY ($1::bigint[]) ORDER BY review.id`;

export async function listEvidence(
  session: Session,
  reviewIds: readonly GateReviewId[],
): Promise<Map<GateReviewId, Evidence>> {
  return question(session, async (ask) => {
    const [rows = []] = await ask(statement(EVIDENCE, reviewIds));
    const evidence = (rows as unknown as EvidenceRow[]).map((row) => ({
      ...row,
      evidenceJson: toJson(row.evidenceJson),
    }));
    return evidenceOf(evidence, await decidingEvents(ask, reviewIds));
  });
}
