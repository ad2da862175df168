import { type AcceptanceEvent, getGateReview, type Ledger } from "@review/db";
import { attestationOf } from "@review/lifecycle";

/**
 * Whether one event was decided after another one. What a lock told was decided when it says so, in whatever order it was
 * taken in; of two that it says are of one time neither is later.
 */
export async function isDecidedLater(
  ledger: Ledger,
  event: AcceptanceEvent,
  than: AcceptanceEvent,
): Promise<boolean> {
  if (!mayBeTold(event) && !mayBeTold(than)) return event.id > than.id;
  return (await decidedAt(ledger, event)) > (await decidedAt(ledger, than));
}

const mayBeTold = ({ acceptanceKind }: AcceptanceEvent) =>
  acceptanceKind === "attested" || acceptanceKind === "withdrawn";

async function decidedAt(
  ledger: Ledger,
  { acceptanceKind, acceptedReviewId, acceptedAt }: AcceptanceEvent,
): Promise<string> {
  if (acceptanceKind !== "attested" || acceptedReviewId === undefined) return acceptedAt;
  const review = await getGateReview(ledger, acceptedReviewId);
  const told = review && attestationOf(review)?.at;
  // A time to come is no later than when it was taken in.
  return told !== undefined && told < acceptedAt ? told : acceptedAt;
}
