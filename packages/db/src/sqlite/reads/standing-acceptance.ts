import type { Database } from "better-sqlite3";
import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { Acceptance } from "../../answers.ts";
import type { PairVersion } from "../../changes.ts";
import { toAcceptanceEvent } from "../../from-rows/read-rows.ts";
import type { AcceptanceEvent } from "../../rows.ts";
import { standingOverride } from "../../standing-override.ts";
import { perDatabase } from "../orm.ts";
import { acceptanceEvents, gateReviews } from "../schema/tables.ts";
import { newestDecidingEvents } from "./deciding-events.ts";

const { modelId, notePath, gateId, acceptedNoteSha, acceptedGateSha } = acceptanceEvents;

/** The newest event of a pair under a partition for which these hold, too. */
const newestWhere = (...conditions: SQL[]) =>
  perDatabase((orm) =>
    orm
      .select()
      .from(acceptanceEvents)
      .where(
        and(
          eq(modelId, sql.placeholder("modelId")),
          eq(notePath, sql.placeholder("notePath")),
          eq(gateId, sql.placeholder("gateId")),
          ...conditions,
        ),
      )
      .orderBy(desc(acceptanceEvents.id))
      .limit(1)
      .prepare(),
  );

const isOfText = eq(acceptedNoteSha, sql.placeholder("noteSha"));
const isOfGate = eq(acceptedGateSha, sql.placeholder("gateSha"));
/** The nearest first. */
const NEAREST = [newestWhere(isOfText, isOfGate), newestWhere(isOfText), newestWhere()];

const reviewedPair = perDatabase((orm) =>
  orm
    .select({ notePath: gateReviews.notePath, gateId: gateReviews.gateId })
    .from(gateReviews)
    .where(eq(gateReviews.id, sql.placeholder("reviewId")))
    .prepare(),
);

/**
 * The newest event that names exactly the versions that a pair has now; else the newest of just this note text, which may have
 * come back; else the newest of the pair.
 */
export function standingEvent(sqlite: Database, pair: PairVersion): AcceptanceEvent | undefined {
  for (const newest of NEAREST) {
    const row = newest(sqlite).get({ ...pair });
    if (row) return toAcceptanceEvent(row);
  }
  return undefined;
}

/** What the freshness of a pair rests on, with the override of its evidence that stands. */
export function standingAcceptance(sqlite: Database, pair: PairVersion): Acceptance | undefined {
  const event = standingEvent(sqlite, pair);
  if (!event) return undefined;
  const { acceptedReviewId: reviewId } = event;
  const deciding = reviewId === undefined ? [] : newestDecidingEvents(sqlite, [reviewId])(reviewId);
  if (deciding.length === 0) return { event };
  const reviewed = reviewedPair(sqlite).get({ reviewId });
  const override = reviewed && standingOverride(deciding, pair, reviewed);
  return { event, ...(override && { override }) };
}
