import type { Database } from "better-sqlite3";
import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import type { Acceptance } from "../../answers.ts";
import type { PairUnderModel } from "../../changes.ts";
import type { AcceptanceEvent } from "../../rows.ts";
import { perDatabase } from "../orm.ts";
import { acceptanceEvents, gateReviews } from "../schema/tables.ts";
import { toAcceptanceEvent } from "./read-rows.ts";

const isOfModel = eq(acceptanceEvents.modelId, sql.placeholder("modelId"));

const newestRow = perDatabase((orm) =>
  orm
    .select()
    .from(acceptanceEvents)
    .where(
      and(
        isOfModel,
        eq(acceptanceEvents.notePath, sql.placeholder("notePath")),
        eq(acceptanceEvents.gateId, sql.placeholder("gateId")),
      ),
    )
    .orderBy(desc(acceptanceEvents.id))
    .limit(1)
    .prepare(),
);

/** The overrides of a review under any name of its pair, newest first. */
const overrideRows = perDatabase((orm) =>
  orm
    .select()
    .from(acceptanceEvents)
    .where(
      and(
        eq(acceptanceEvents.acceptedReviewId, sql.placeholder("reviewId")),
        // In the words of the index of overrides.
        isNotNull(acceptanceEvents.overrideDecision),
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

/** The newest event of a pair under a partition; undefined if there is none. */
export function newestEvent(sqlite: Database, pair: PairUnderModel): AcceptanceEvent | undefined {
  const row = newestRow(sqlite).get({ ...pair });
  return row && toAcceptanceEvent(row);
}

/** The newest acceptance of a pair under a partition, with the override of its evidence that stands. */
export function newestAcceptance(sqlite: Database, pair: PairUnderModel): Acceptance | undefined {
  const newest = newestEvent(sqlite, pair);
  if (newest?.acceptedReviewId === undefined) return newest && { newest };
  const { acceptedReviewId: reviewId } = newest;
  const isOfPair = ({ notePath, gateId }: { notePath: string; gateId: string }) =>
    notePath === pair.notePath && gateId === pair.gateId;
  // An override stands until the pair is reviewed again: acknowledgements carry the same review on.
  const overrides = overrideRows(sqlite).all({ reviewId, modelId: pair.modelId });
  const ofPair = overrides.find(isOfPair);
  if (ofPair) return { newest, override: toAcceptanceEvent(ofPair) };
  // A review made under another name was carried over from there: what was decided about it there holds on.
  const [elsewhere] = overrides;
  const reviewed = elsewhere && reviewedPair(sqlite).get({ reviewId });
  if (!elsewhere || !reviewed || isOfPair(reviewed)) return { newest };
  return { newest, override: toAcceptanceEvent(elsewhere) };
}
