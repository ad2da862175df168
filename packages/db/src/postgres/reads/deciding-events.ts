import type { AcceptanceEventRow } from "../../from-rows/row-types.ts";
import { type DecidingEvents, decidingEventsOf } from "../../from-rows/to-verdicts.ts";
import type { GateReviewId } from "../../vocabulary.ts";
import type { Ask } from "../driver/question.ts";
import { statement } from "../driver/statement.ts";
import { EVENT_COLUMNS } from "./columns.ts";

const OF_REVIEWS = `FROM review.acceptance_events AS event
WHERE event.accepted_review_id = ANY ($1::bigint[])
  AND (event.override_decision IS NOT NULL OR event.acceptance_kind = 'withdrawn')`;
const DECIDING = `SELECT ${EVENT_COLUMNS} ${OF_REVIEWS} ORDER BY event.id DESC`;
const NEWEST = `SELECT ${EVENT_COLUMNS} FROM review.acceptance_events AS event
WHERE event.id IN (SELECT max(event.id) ${OF_REVIEWS} GROUP BY event.accepted_review_id, event.note_path, event.gate_id)
ORDER BY event.id DESC`;

/** What persons decided about some reviews, overrides and withdrawals, by review, the newest first. */
export const decidingEvents = (ask: Ask, reviewIds: readonly GateReviewId[]): Promise<DecidingEvents> =>
  asked(ask, DECIDING, reviewIds);

/** Of these the newest under each name of a review, which is all that `standingOverride` looks at. */
export const newestDecidingEvents = (ask: Ask, reviewIds: readonly GateReviewId[]): Promise<DecidingEvents> =>
  asked(ask, NEWEST, reviewIds);

async function asked(ask: Ask, text: string, reviewIds: readonly GateReviewId[]): Promise<DecidingEvents> {
  if (reviewIds.length === 0) return () => [];
  const [rows = []] = await ask(statement(text, reviewIds));
  return decidingEventsOf(rows as unknown as AcceptanceEventRow[]);
}
