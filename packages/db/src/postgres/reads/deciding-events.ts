import type { AcceptanceEventRow } from "../../from-rows/row-types.ts";
import { type DecidingEvents, decidingEventsOf } from "../../from-rows/to-verdicts.ts";
import type { GateReviewId } from "../../vocabulary.ts";
import type { Ask } from "../driver/question.ts";
import { statement } from "../driver/statement.ts";
import { EVENT_COLUMNS } from "./columns.ts";

const DECIDING = `SELECT ${EVENT_COLUMNS} FROM review.acceptance_events AS event
WHERE event.accepted_review_id = ANY ($1::bigint[])
  AND (event.override_decision IS NOT NULL OR event.acceptance_kind = 'withdrawn')
ORDER BY event.id DESC`;

/** What persons decided about some reviews, overrides and withdrawals, by review, the newest first. */
export async function decidingEvents(ask: Ask, reviewIds: readonly GateReviewId[]): Promise<DecidingEvents> {
  if (reviewIds.length === 0) return () => [];
  const [rows = []] = await ask(statement(DECIDING, reviewIds));
  return decidingEventsOf(rows as unknown as AcceptanceEventRow[]);
}
