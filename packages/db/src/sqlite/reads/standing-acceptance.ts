import type { Database } from "better-sqlite3";
import { and, desc, eq, isNotNull, or, sql } from "drizzle-orm";
import type { Acceptance } from "../../answers.ts";
import type { PairVersion } from "../../changes.ts";
import type { AcceptanceEvent } from "../../rows.ts";
import { perDatabase } from "../orm.ts";
import { acceptanceEvents, gateReviews } from "../schema/tables.ts";
import { toAcceptanceEvent } from "./read-rows.ts";

const isOfModel = eq(acceptanceEvents.modelId, sql.placeholder("modelId"));
const isOfPair = and(
  isOfModel,
  eq(acceptanceEvents.notePath, sql.placeholder("notePath")),
  eq(acceptanceEvents.gateId, sql.placeholder("gateId")),
);

const newestRow = perDatabase((orm) =>
  orm.select().from(acceptanceEvents).where(isOfPair).orderBy(desc(acceptanceEvents.id)).limit(1).prepare(),
);

const newestRowOfVersion = perDatabase((orm) =>
  orm
    .select()
    .from(acceptanceEvents)
    .where(
      and(
        isOfPair,
        eq(acceptanceEvents.acceptedNoteSha, sql.placeholder("noteSha")),
        eq(acceptanceEvents.acceptedGateSha, sql.placeholder("gateSha")),
      ),
    )
    .orderBy(desc(acceptanceEvents.id))
    .limit(1)
    .prepare(),
);

/** The overrides of a review under any name of its pair, and what took back those before it; newest first. */
const decidingRows = perDatabase((orm) =>
  orm
    .select()
    .from(acceptanceEvents)
    .where(
      and(
        eq(acceptanceEvents.acceptedReviewId, sql.placeholder("reviewId")),
        or(isNotNull(acceptanceEvents.overrideDecision), eq(acceptanceEvents.acceptanceKind, "withdrawn")),
        isOfModel,
      ),
    )
    .orderBy(desc(acceptanceEvents.id))
    .prepare(),
);

const reviewedPair = perDatabase((orm) =>
  orm
    .select({ notePath: gateReviews.notePath, gateId: gateReviews.gateId })
    .from(gateReviews)
    .where(eq(gateReviews.id, sql.placeholder("reviewId")))
    .prepare(),
);

const newestRowOfNote = perDatabase((orm) =>
  orm
    .select()
    .from(acceptanceEvents)
    .where(and(isOfPair, eq(acceptanceEvents.acceptedNoteSha, sql.placeholder("noteSha"))))
    .orderBy(desc(acceptanceEvents.id))
    .limit(1)
    .prepare(),
);

/**
 * The newest event that names exactly the versions that a pair has now; else the newest of just this note text, which may have
 * come back; else the newest of the pair.
 */
export function standingEvent(sqlite: Database, pair: PairVersion): AcceptanceEvent | undefined {
  const row =
    newestRowOfVersion(sqlite).get({ ...pair }) ??
    newestRowOfNote(sqlite).get({ ...pair }) ??
    newestRow(sqlite).get({ ...pair });
  return row && toAcceptanceEvent(row);
}

/** What the freshness of a pair rests on, with the override of its evidence that stands. */
export function standingAcceptance(sqlite: Database, pair: PairVersion): Acceptance | undefined {
  const event = standingEvent(sqlite, pair);
  if (event?.acceptedReviewId === undefined) return event && { event };
  const { acceptedReviewId: reviewId } = event;
  const isOfThisPair = ({ notePath, gateId }: { notePath: string; gateId: string }) =>
    notePath === pair.notePath && gateId === pair.gateId;
  // An override stands until the pair is reviewed again or reopened: acknowledgements carry the same review on.
  const deciding = decidingRows(sqlite).all({ reviewId, modelId: pair.modelId });
  const back = deciding.findIndex(({ acceptanceKind }) => acceptanceKind === "withdrawn");
  const overrides = back === -1 ? deciding : deciding.slice(0, back);
  const ofPair = overrides.find(isOfThisPair);
  if (ofPair) return { event, override: toAcceptanceEvent(ofPair) };
  // A review made under another name was carried over from there: what was decided about it there holds on.
  const [elsewhere] = overrides;
  const reviewed = elsewhere && reviewedPair(sqlite).get({ reviewId });
  if (!elsewhere || !reviewed || isOfThisPair(reviewed)) return { event };
  return { event, override: toAcceptanceEvent(elsewhere) };
}
