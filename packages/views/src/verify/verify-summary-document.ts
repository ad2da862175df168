import { type GroupKey, type Groups, viewGroups } from "../groups/group-entries.ts";
import { countUnmet, type UnmetCounts, type VerifyDocument } from "./verify-document.ts";

/** What holds by a policy, and how many pairs do not, without these pairs themselves. */
export interface VerifySummaryDocument extends Omit<VerifyDocument, "unmet" | "more">, Groups<UnmetCounts> {
  /** Pairs that do not hold. */
  total: number;
}

/** By what pairs are counted, unless one of these is asked for: of notes there are nearly as many as of pairs. */
const USUAL_KEYS: readonly GroupKey[] = ["gate", "folder"];

/** Counts the pairs that do not hold, in groups of each kind that is asked for; at most so many of each. */
export function summarizeVerification(
  { unmet, more: _, ...about }: VerifyDocument,
  { by, limit }: { by?: GroupKey | undefined; limit?: number | undefined } = {},
): VerifySummaryDocument {
  const groups = viewGroups(unmet, {
    by: by === undefined ? USUAL_KEYS : [by],
    limit,
    countsOf: (pairs): UnmetCounts => ({ unmet: pairs.length, counts: countUnmet(pairs) }),
    compare: (a, b) => b.unmet - a.unmet,
  });
  return { total: unmet.length, ...about, ...groups };
}
