import type { AcceptanceEvent } from "@review/db";

/** The acceptance of a pair before its gate changed, and the review against what the gate is now, if there is one. */
export interface AcceptedOfPair {
  before: AcceptanceEvent;
  now?: AcceptanceEvent;
}

/**
 * What a pair's events under a partition, oldest first, say of its note text of now: the newest against another version of the gate,
 * and a review since against that of now. Undefined where nothing stands behind it, it was taken back, or the version of now is
 * accepted otherwise than by a review since; which of its events are reviews, `isReview` says.
 */
export function acceptedBefore(
  events: readonly AcceptanceEvent[],
  {
    noteSha,
    gateSha,
    isReview,
  }: { noteSha: string; gateSha: string; isReview(event: AcceptanceEvent): boolean },
): AcceptedOfPair | undefined {
  const ofText = events.filter(({ acceptedNoteSha }) => acceptedNoteSha === noteSha);
  const before = ofText.findLast(({ acceptedGateSha }) => acceptedGateSha !== gateSha);
  const now = ofText.findLast(({ acceptedGateSha }) => acceptedGateSha === gateSha);
  if (before?.acceptedReviewId === undefined || before.acceptanceKind === "withdrawn") return undefined;
  if (!now) return { before };
  return isReview(now) && now.id > before.id ? { before, now } : undefined;
}
