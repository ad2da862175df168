import { eq } from "drizzle-orm";
import { connectionOf } from "../connection.ts";
import type { Ledger } from "../ledger.ts";
import { ormOf } from "../orm.ts";
import { toGateReview } from "../read-rows.ts";
import type { GateReview } from "../rows.ts";
import { withLedgerErrors } from "../sqlite-errors.ts";
import { gateReviews } from "../tables.ts";

/** One gate review by its id; undefined if there is none. */
export async function getGateReview(ledger: Ledger, id: number): Promise<GateReview | undefined> {
  const connection = connectionOf(ledger);
  return withLedgerErrors(connection.url, () => {
    const row = ormOf(connection).select().from(gateReviews).where(eq(gateReviews.id, id)).get();
    return row && toGateReview(row);
  });
}
