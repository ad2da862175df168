import type { LastDecision } from "../attestation.ts";
import type { Decision, GateReviewId } from "../vocabulary.ts";
import { soundRow } from "./sound-row.ts";

export interface LastDecisionRow extends Pick<LastDecision, "kind"> {
  acceptedReviewId: GateReviewId | null;
  acceptedAt: string;
  decision: Decision | null;
  /** What the lock said of when it was decided, where it was taken in from there. */
  attestedAt: unknown;
}

/** When it was decided: of what was taken in from the lock, as that said, but not later than it was taken in. */
export function toLastDecision({ attestedAt, ...event }: LastDecisionRow): LastDecision {
  const { kind, acceptedAt, acceptedReviewId, decision } = soundRow(event);
  const at = typeof attestedAt === "string" && attestedAt < acceptedAt ? attestedAt : acceptedAt;
  return {
    ...{ kind, at },
    ...(acceptedReviewId !== null && { reviewId: acceptedReviewId }),
    ...(decision !== null && { decision }),
  };
}
