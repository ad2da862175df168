import {
  type AcceptanceEvent,
  type GateReviewId,
  type Ledger,
  listAcceptanceEvents,
  type PairKey,
} from "@review/db";
import { checkFields } from "@review/db/check-fields";

/** The pair under whose name a review counts since it was carried over from another; undefined if it was not. */
export async function carriedOverTo(
  ledger: Ledger,
  reviewId: GateReviewId,
  pair: PairKey,
): Promise<PairKey | undefined> {
  checkFields(pair, "carriedOverTo", { notePath: "text", gateId: "text" });
  const events = await listAcceptanceEvents(ledger, { reviewId });
  const isOfPair = (event: AcceptanceEvent) =>
    event.notePath === pair.notePath && event.gateId === pair.gateId;
  const own = events.findLastIndex(isOfPair);
  return events.slice(own + 1).findLast((event) => !isOfPair(event));
}
