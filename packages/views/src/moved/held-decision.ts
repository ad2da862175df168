import {
  ACCEPTABLE_DECISIONS,
  type AcceptableDecision,
  type AcceptanceEvent,
  getGateReview,
  type Ledger,
  listAcceptanceEvents,
  type PairKey,
  standingOverride,
} from "@review/db";
import { OVERRIDE_TAKEN_BACK } from "../words/taken-back.ts";

/** A decision that is to count in the place of a review, and why. */
export interface HeldDecision {
  decision: AcceptableDecision;
  remark: string;
}

/**
 * What counts of an accepted pair and would not by itself under another name, carried over: a review's own name, and one under which
 * something was decided about the review before, go by what was decided there. Undefined where the same counts.
 */
export async function decisionToHold(
  ledger: Ledger,
  event: AcceptanceEvent,
  to: PairKey,
): Promise<HeldDecision | undefined> {
  const { acceptedReviewId: reviewId } = event;
  if (reviewId === undefined) return undefined;
  const events = await listAcceptanceEvents(ledger, { reviewId });
  const deciding = events.filter(isDeciding).sort((a, b) => b.id - a.id);
  const review = deciding.length === 0 ? undefined : await getGateReview(ledger, reviewId);
  if (!review) return undefined;
  const held = standingOverride(deciding, event, review);
  const there = standingOverride(deciding, to, review);
  const decision = ACCEPTABLE_DECISIONS.find((each) => each === (held?.overrideDecision ?? review.decision));
  if (decision === undefined || decision === (there?.overrideDecision ?? review.decision)) return undefined;
  return { decision, remark: held?.remark ?? OVERRIDE_TAKEN_BACK };
}

const isDeciding = ({ overrideDecision, acceptanceKind }: AcceptanceEvent) =>
  overrideDecision !== undefined || acceptanceKind === "withdrawn";
