import type { Ledger } from "@review/db";
import { carriedOverTo } from "@review/lifecycle";
import { eventsOf, type Move, newestOf, pairKey } from "./move.ts";

/** Whether all that was last accepted of a name with a review was carried over to another one. */
export async function isCarriedOver(ledger: Ledger, what: Move["what"], name: string): Promise<boolean> {
  const newest = [...newestOf(await eventsOf(ledger, what, name), pairKey).values()];
  const reviewed = newest.filter(({ acceptedReviewId }) => acceptedReviewId !== undefined);
  for (const event of reviewed) {
    if (event.acceptedReviewId === undefined || !(await carriedOverTo(ledger, event.acceptedReviewId, event)))
      return false;
  }
  return reviewed.length > 0;
}
