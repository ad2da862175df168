import type { AcceptableDecision } from "@review/db";
import { type GroupKey, type Groups, viewGroups } from "./group-entries.ts";

/** A pair that was just reviewed. */
export interface ReviewedEntry {
  notePath: string;
  gateId: string;
  decision: AcceptableDecision;
}

/** Pairs by what was decided. */
export type ReviewedCounts = Record<AcceptableDecision, number>;

/** What was decided of some pairs, in groups that are not all passes: the worst first. */
export type ReviewedSummary = Groups<ReviewedCounts>;

/** Counts decisions in groups of each kind that is asked for, without those in which nothing is to be mended. */
export function summarizeReviewed(
  reviewed: readonly ReviewedEntry[],
  { by, limit }: { by: readonly GroupKey[]; limit?: number | undefined },
): ReviewedSummary {
  return viewGroups(reviewed, {
    by,
    limit,
    countsOf: countDecisions,
    isWorth: ({ fail, warn }) => fail + warn > 0,
    compare: (a, b) => b.fail - a.fail || b.warn - a.warn,
  });
}

function countDecisions(reviewed: readonly ReviewedEntry[]): ReviewedCounts {
  const counts = { pass: 0, warn: 0, fail: 0 };
  for (const { decision } of reviewed) counts[decision] += 1;
  return counts;
}
