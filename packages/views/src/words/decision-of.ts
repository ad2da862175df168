import type { AcceptableDecision, Decision } from "@review/db/vocabulary";

/** What stands with an acceptance: what a person decided with it or before it, else the reviewer's own decision. */
export const decisionOf = ({
  overrideDecision,
  carriedOverride,
  decision,
}: {
  overrideDecision?: AcceptableDecision;
  carriedOverride?: { decision: AcceptableDecision };
  decision?: Decision;
}): Decision | undefined => overrideDecision ?? carriedOverride?.decision ?? decision;
