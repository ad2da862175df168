import {
  type AcceptanceEvent,
  type Finding,
  type GateReview,
  type GateReviewId,
  type Ledger,
  listAcceptanceEvents,
  listFindings,
  type ModelId,
} from "@review/db";
import { checkEach, checkFields } from "@review/db/check-fields";

/** Accepted reviews of one note under one partition. */
export interface ReviewsOfNote {
  notePath: string;
  modelId: ModelId;
  reviews: readonly Pick<GateReview, "id" | "gateId">[];
}

/**
 * What the accepted review before each of some reviews found, and it found no more, by their ids; one of which nothing is
 * resolved is not in the answer. A finding goes by its key.
 */
export async function resolvedFindings(
  ledger: Ledger,
  asked: ReviewsOfNote,
): Promise<Map<GateReviewId, Finding[]>> {
  checkFields(asked, "resolvedFindings", {
    notePath: "text",
    modelId: "text",
    reviews: "list",
  });
  const { notePath, modelId, reviews } = asked;
  checkEach(reviews, "reviews", { id: "number", gateId: "text" });
  const events = await listAcceptanceEvents(ledger, { notePath, modelId, withoutRemarks: true });
  const before = new Map<GateReviewId, GateReviewId>();
  for (const { id, gateId } of reviews) {
    const ofPair = events.filter((event) => event.gateId === gateId);
    const previous = reviewBefore(ofPair, id);
    if (previous !== undefined) before.set(id, previous);
  }
  const found = await listFindings(ledger, [...before.keys(), ...before.values()]);
  const resolved = new Map<GateReviewId, Finding[]>();
  for (const [id, previous] of before) {
    const keys = new Set(found.get(id)?.map(({ key }) => key));
    const gone = (found.get(previous) ?? []).filter(({ key }) => !keys.has(key));
    if (gone.length > 0) resolved.set(id, gone);
  }
  return resolved;
}

/** What the events of a pair rested on before they did on a review, which is what it was compared with. */
export function reviewBefore(
  events: readonly Pick<AcceptanceEvent, "acceptedReviewId">[],
  reviewId: GateReviewId,
): GateReviewId | undefined {
  const ids = events.flatMap(({ acceptedReviewId }) => acceptedReviewId ?? []);
  return ids[ids.indexOf(reviewId) - 1];
}
