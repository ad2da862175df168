import type { Database } from "better-sqlite3";
import { and, asc, eq } from "drizzle-orm";
import type { AcceptanceFilter } from "../../answers.ts";
import { toAcceptanceEvent } from "../../from-rows/read-rows.ts";
import type { AcceptanceEvent } from "../../rows.ts";
import { ormOf } from "../orm.ts";
import { acceptanceEvents } from "../schema/tables.ts";

/** The acceptance events that fit every given part of the filter, oldest first. */
export function listAcceptanceEvents(
  sqlite: Database,
  { notePath, gateId, modelId, reviewId }: AcceptanceFilter,
): AcceptanceEvent[] {
  const conditions = [
    notePath && eq(acceptanceEvents.notePath, notePath),
    gateId && eq(acceptanceEvents.gateId, gateId),
    modelId && eq(acceptanceEvents.modelId, modelId),
    reviewId !== undefined && eq(acceptanceEvents.acceptedReviewId, reviewId),
  ].filter((condition) => typeof condition === "object");
  return ormOf(sqlite)
    .select()
    .from(acceptanceEvents)
    .where(and(...conditions))
    .orderBy(asc(acceptanceEvents.id))
    .all()
    .map(toAcceptanceEvent);
}
