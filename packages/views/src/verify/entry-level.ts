import type { AcceptableDecision } from "@review/db";
import { waives } from "@review/lifecycle";
import type { AcceptedEntry, LockedFinding } from "@review/lock";
import { isAtLeast, isExplained } from "../finding.ts";

/** How a pair holds. */
export interface SettledOfPair {
  /** Nothing but samples stands behind it. */
  isBySample: boolean;
  /** Findings that count for nothing since they are waived, under all partitions that are asked. */
  waived: number;
  /** Findings that count for nothing by a comment in the note. */
  settledInNotes: number;
}

/**
 * What is left of the decision of an entry on a day (`YYYY-MM-DD`, UTC): that of the worst of its findings that counts, and never more
 * than was decided. A decision that none of them explains stands, whatever is settled.
 */
export function levelOf({ decision, findings }: AcceptedEntry, today: string): AcceptableDecision {
  if (!isExplained(decision, findings)) return decision;
  const counting = findings
    .filter((finding) => !finding.disputed && !isWaived(finding, today))
    .map(({ severity }) => severity);
  const worst = counting.includes("fail") ? "fail" : counting.includes("warn") ? "warn" : "pass";
  return isAtLeast(worst, decision) ? decision : worst;
}

/** What is counted of a pair that holds, of the entries that judge it; undefined where there is nothing to count. */
export function settledOfPair(judging: readonly AcceptedEntry[], today: string): SettledOfPair | undefined {
  const isBySample = judging.length > 0 && judging.every(({ sample }) => sample !== undefined);
  const settled = judging.flatMap(({ findings }) => findings.filter((finding) => isWaived(finding, today)));
  if (!isBySample && settled.length === 0) return undefined;
  // What a comment settles was decided at no time.
  const settledInNotes = settled.filter(({ waived }) => waived?.at === undefined).length;
  return { isBySample, waived: settled.length - settledInNotes, settledInNotes };
}

/**
 * Whether a finding does not count on a day, by what a lock says: what a comment in the note settles has neither an end nor a severity.
 */
export const isWaived = ({ severity, waived }: LockedFinding, today: string): boolean =>
  waived !== undefined && waives(waived, severity, today);
