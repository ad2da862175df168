import type { Database } from "better-sqlite3";
import type { AcceptanceEventRow } from "../../from-rows/row-types.ts";
import { type DecidingEvents, decidingEventsOf } from "../../from-rows/to-verdicts.ts";
import type { GateReviewId } from "../../vocabulary.ts";
import { oncePerDatabase } from "../once-per-database.ts";
import { EVENT_COLUMNS } from "./event-columns.ts";

// By hand, because `warns` asks it for very many reviews at once, and before it needs anything of Drizzle (see orm.ts).
const OF_REVIEWS = `FROM acceptance_events
WHERE accepted_review_id IN (SELECT value FROM json_each(?))
  AND (override_decision IS NOT NULL OR acceptance_kind = 'withdrawn')`;
const DECIDING = `SELECT ${EVENT_COLUMNS} ${OF_REVIEWS} ORDER BY id DESC`;
const NEWEST = `SELECT ${EVENT_COLUMNS} FROM acceptance_events
WHERE id IN (SELECT max(id) ${OF_REVIEWS} GROUP BY accepted_review_id, note_path, gate_id)
ORDER BY id DESC`;

const prepare = (text: string) =>
  oncePerDatabase((sqlite) => sqlite.prepare<[string], AcceptanceEventRow>(text));
const deciding = prepare(DECIDING);
const newest = prepare(NEWEST);

/** What persons decided about some reviews, overrides and withdrawals, by review, the newest first. */
export const decidingEvents = (sqlite: Database, reviewIds: readonly GateReviewId[]): DecidingEvents =>
  decidingEventsOf(deciding(sqlite).all(JSON.stringify(reviewIds)));

/**
 * Of these the newest under each name of a review, which is all that `standingOverride` looks at: a review may have been decided about
 * a thousand times, with a long remark each.
 */
export const newestDecidingEvents = (sqlite: Database, reviewIds: readonly GateReviewId[]): DecidingEvents =>
  decidingEventsOf(newest(sqlite).all(JSON.stringify(reviewIds)));
