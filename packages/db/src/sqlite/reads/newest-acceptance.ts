import type { Database } from "better-sqlite3";
import { and, desc, eq, isNotNull } from "drizzle-orm";
import type { Acceptance } from "../../answers.ts";
import type { PairUnderModel } from "../../changes.ts";
import type { AcceptanceEvent } from "../../rows.ts";
import { ormOf } from "../orm.ts";
import { acceptanceEvents } from "../schema/tables.ts";
import { getGateReview } from "./get-gate-review.ts";
import { toAcceptanceEvent } from "./read-rows.ts";

/** The newest event of a pair under a partition; undefined if there is none. */
export function newestEvent(
  sqlite: Database,
  { modelId, notePath, gateId }: PairUnderModel,
): AcceptanceEvent | undefined {
  const ofPair = [
    eq(acceptanceEvents.modelId, modelId),
    eq(acceptanceEvents.notePath, notePath),
    eq(acceptanceEvents.gateId, gateId),
  ];
  const row = ormOf(sqlite)
    .select()
    .from(acceptanceEvents)
    .where(and(...ofPair))
    .orderBy(desc(acceptanceEvents.id))
    .limit(1)
    .get();
  return row && toAcceptanceEvent(row);
}

/** The newest acceptance of a pair under a partition, with the override of its evidence that stands. */
export function newestAcceptance(sqlite: Database, pair: PairUnderModel): Acceptance | undefined {
  const newest = newestEvent(sqlite, pair);
  if (newest?.acceptedReviewId === undefined) return newest && { newest };
  const isOfPair = ({ notePath, gateId }: { notePath: string; gateId: string }) =>
    notePath === pair.notePath && gateId === pair.gateId;
  // An override stands until the pair is reviewed again: acknowledgements carry the same review on.
  const overrides = overridesOf(sqlite, pair, newest.acceptedReviewId);
  const ofPair = overrides.find(isOfPair);
  if (ofPair) return { newest, override: ofPair };
  // A review made under another name was carried over from there: what was decided about it there holds on.
  const review = getGateReview(sqlite, newest.acceptedReviewId);
  const [override] = !review || isOfPair(review) ? [] : overrides;
  return override ? { newest, override } : { newest };
}

/** The overrides of a review under any name of its pair, newest first. */
function overridesOf(sqlite: Database, { modelId }: PairUnderModel, reviewId: number): AcceptanceEvent[] {
  return ormOf(sqlite)
    .select()
    .from(acceptanceEvents)
    .where(
      and(
        eq(acceptanceEvents.acceptedReviewId, reviewId),
        // In the words of the index of overrides.
        isNotNull(acceptanceEvents.overrideDecision),
        eq(acceptanceEvents.modelId, modelId),
      ),
    )
    .orderBy(desc(acceptanceEvents.id))
    .all()
    .map(toAcceptanceEvent);
}
