import {
  type AcceptanceEvent,
  type GateReviewId,
  type Ledger,
  listAcceptanceEvents,
  type PairKey,
} from "@review/db";
import { eventsOf, type Move, newestOf, pairKey } from "./move.ts";

/** The pair under whose name a review counts since it was carried over from another; undefined if it was not. */
export async function carriedOverTo(
  ledger: Ledger,
  reviewId: GateReviewId,
  { notePath, gateId }: PairKey,
): Promise<PairKey | undefined> {
  const events = await listAcceptanceEvents(ledger, { reviewId });
  const isOfPair = (event: AcceptanceEvent) => event.notePath === notePath && event.gateId === gateId;
  const own = events.findLastIndex(isOfPair);
  return events.slice(own + 1).findLast((event) => !isOfPair(event));
}

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
