import { eq } from "drizzle-orm";
import { connectionOf, type Ledger } from "../ledger.ts";
import { type GateReview, toGateReview } from "../rows.ts";
import { withLedgerErrors } from "../sqlite-errors.ts";
import { gateReviews } from "../tables.ts";

/** One gate review by its id; undefined if there is none. */
export async function getGateReview(ledger: Ledger, id: number): Promise<GateReview | undefined> {
  const { orm, url } = connectionOf(ledger);
  return withLedgerErrors(url, () => {
    const row = orm.select().from(gateReviews).where(eq(gateReviews.id, id)).get();
    return row && toGateReview(row);
  });
}
