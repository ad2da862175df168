import type { Database } from "better-sqlite3";
import type { AcceptanceEventRow } from "../../from-rows/row-types.ts";
import { type DecidingEvents, decidingEventsOf } from "../../from-rows/to-verdicts.ts";
import type { GateReviewId } from "../../vocabulary.ts";
import { oncePerDatabase } from "../once-per-database.ts";
import { EVENT_COLUMNS } from "./event-columns.ts";

// By hand, because `warns` asks it for very many reviews at once, and before it needs anything of Drizzle (see orm.ts).
const DECIDING = `SELECT ${EVENT_COLUMNS}
FROM acceptance_events
WHERE accepted_review_id IN (SELECT value FROM json_each(?))
  AND (override_decision IS NOT NULL OR acceptance_kind = 'withdrawn')
ORDER BY id DESC`;

const deciding = oncePerDatabase((sqlite) => sqlite.prepare<[string], AcceptanceEventRow>(DECIDING));

/** What persons decided about some reviews, overrides and withdrawals, by review, the newest first. */
export const decidingEvents = (sqlite: Database, reviewIds: readonly GateReviewId[]): DecidingEvents =>
  decidingEventsOf(deciding(sqlite).all(JSON.stringify(reviewIds)));
