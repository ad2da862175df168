import type { AcceptableDecision } from "@review/db";
import { waives } from "@review/lifecycle";
import type { AcceptedEntry, LockedFinding } from "@review/lock";

const LEVELS: readonly AcceptableDecision[] = ["pass", "warn", "fail"];

/** Whether one decision is as bad as another, or worse. */
export const isAtLeast = (decision: AcceptableDecision, other: AcceptableDecision): boolean =>
  LEVELS.indexOf(decision) >= LEVELS.indexOf(other);

/**
 * What is left of the decision of an entry on a day (`YYYY-MM-DD`, UTC): that of the worst of its findings that counts, and never more
 * than was decided. A decision that none of them explains stands, whatever is settled.
 */
export function levelOf({ decision, findings }: AcceptedEntry, today: string): AcceptableDecision {
  if (!findings.some(({ severity }) => isAtLeast(severity, decision))) return decision;
  const counting = findings
    .filter((finding) => !finding.disputed && !isWaived(finding, today))
    .map(({ severity }) => severity);
  const worst = counting.includes("fail") ? "fail" : counting.includes("warn") ? "warn" : "pass";
  return isAtLeast(worst, decision) ? decision : worst;
}

/**
 * Whether a finding does not count on a day, by what a lock says: what a comment in the note settles has neither an end nor a severity.
 */
export const isWaived = ({ severity, waived }: LockedFinding, today: string): boolean =>
  waived !== undefined && waives(waived, severity, today);
