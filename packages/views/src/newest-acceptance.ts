import {
  type AcceptanceEvent,
  getGateReview,
  type Ledger,
  listAcceptanceEvents,
  type ModelId,
} from "@review/db";

/** What a pair's freshness under a partition rests on. */
export interface Acceptance {
  newest: AcceptanceEvent;
  /** The override of the evidence's verdict, if a person made one. */
  override?: AcceptanceEvent;
}

interface PairUnderModel {
  notePath: string;
  gateId: string;
  modelId: ModelId;
}

/** The newest acceptance of a pair under a partition; undefined if it was never accepted. */
export async function newestAcceptance(
  ledger: Ledger,
  pair: PairUnderModel,
): Promise<Acceptance | undefined> {
  const events = await listAcceptanceEvents(ledger, pair);
  const newest = events.at(-1);
  if (newest?.acceptedReviewId === undefined) return newest && { newest };
  const { acceptedReviewId } = newest;
  const before = await eventsUnderEarlierNames(ledger, pair, acceptedReviewId);
  // An override stands until the pair is reviewed again: acknowledgements carry the same review on.
  const override = [...before, ...events].findLast(
    (event) => event.acceptanceKind === "manual-override" && event.acceptedReviewId === acceptedReviewId,
  );
  return override ? { newest, override } : { newest };
}

/** A review made under another name was carried over from there: what was decided about it there holds on. */
async function eventsUnderEarlierNames(
  ledger: Ledger,
  { notePath, gateId, modelId }: PairUnderModel,
  reviewId: number,
): Promise<AcceptanceEvent[]> {
  const review = await getGateReview(ledger, reviewId);
  if (!review || (review.notePath === notePath && review.gateId === gateId)) return [];
  const filters = [{ gateId: review.gateId }, { gateId }, { notePath }];
  const found = await Promise.all(
    filters.map((filter) => listAcceptanceEvents(ledger, { ...filter, modelId })),
  );
  return found.flat().toSorted((a, b) => a.id - b.id);
}
