import type { Database } from "better-sqlite3";
import { and, inArray, isNotNull, sql } from "drizzle-orm";
import type { Evidence } from "../../answers.ts";
import type { GateReviewId } from "../../vocabulary.ts";
import { ormOf } from "../orm.ts";
import { acceptanceEvents, gateReviews } from "../schema/tables.ts";
import { toAcceptanceEvent } from "./read-rows.ts";
import { soundRow } from "./sound-row.ts";

/** The evidence behind some gate review ids; an id that is not in the ledger is not in the answer either. */
export function listEvidence(
  sqlite: Database,
  reviewIds: readonly GateReviewId[],
): Map<GateReviewId, Evidence> {
  const { id, reviewRunId: runId, decision } = gateReviews;
  // One parameter, however many there are.
  const asked = sql`(SELECT value FROM json_each(${JSON.stringify(reviewIds)}))`;
  const reviews = ormOf(sqlite)
    .select({ id, runId, decision })
    .from(gateReviews)
    .where(inArray(id, asked))
    .all();
  const { acceptedReviewId, overrideDecision } = acceptanceEvents;
  const overrides = ormOf(sqlite)
    .select()
    .from(acceptanceEvents)
    .where(and(inArray(acceptedReviewId, asked), isNotNull(overrideDecision)))
    .orderBy(acceptanceEvents.id)
    .all();
  const overrideOf = new Map(overrides.map((row) => [row.acceptedReviewId, toAcceptanceEvent(row)]));
  return new Map(
    reviews.map(soundRow).map(({ id, ...evidence }) => {
      const override = overrideOf.get(id);
      return [id, { ...evidence, ...(override && { override }) }];
    }),
  );
}
