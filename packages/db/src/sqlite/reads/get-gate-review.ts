import type { Database } from "better-sqlite3";
import { eq } from "drizzle-orm";
import { toGateReview } from "../../from-rows/read-rows.ts";
import type { GateReview } from "../../rows.ts";
import type { GateReviewId } from "../../vocabulary.ts";
import { ormOf } from "../orm.ts";
import { gateReviews } from "../schema/tables.ts";

/** One gate review by its id; undefined if there is none. */
export function getGateReview(sqlite: Database, id: GateReviewId): GateReview | undefined {
  const row = ormOf(sqlite).select().from(gateReviews).where(eq(gateReviews.id, id)).get();
  return row && toGateReview(row);
}
