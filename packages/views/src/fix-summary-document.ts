import { isNews } from "./finding.ts";
import type { FixEntry, FixQueueDocument, LeftOut } from "./fix-queue-document.ts";
import { type GroupKey, type Groups, viewGroups } from "./groups/group-entries.ts";
import { countedSeverity } from "./words/counted-severity.ts";

/** Findings by how bad they are, and how many of them the review before did not have, or not as bad. */
export interface FindingCounts {
  fail: number;
  warn: number;
  new: number;
}

/** How much accepted reviews ask to be mended: of the groups, the worst first. */
export interface FixSummaryDocument extends Groups<FindingCounts> {
  total: FindingCounts;
  leftOut: LeftOut;
}

/** By what findings are counted, unless one of these is asked for. */
const USUAL_KEYS: readonly GroupKey[] = ["gate", "folder", "note"];

/** Counts the findings of a queue; those of several partitions each for itself. At most so many groups of each kind. */
export function summarizeFixQueue(
  { warns, leftOut }: FixQueueDocument,
  { by, limit }: { by?: GroupKey | undefined; limit?: number | undefined } = {},
): FixSummaryDocument {
  const groups = viewGroups(warns, {
    by: by === undefined ? USUAL_KEYS : [by],
    limit,
    countsOf: countFindings,
    compare: (a, b) => b.fail - a.fail || b.warn - a.warn,
  });
  return { total: countFindings(warns), ...groups, leftOut };
}

function countFindings(warns: readonly FixEntry[]): FindingCounts {
  const counts: FindingCounts = { fail: 0, warn: 0, new: 0 };
  for (const entry of warns) {
    for (const finding of entry.findings) {
      counts[countedSeverity(entry, finding)] += 1;
      if (isNews(finding)) counts.new += 1;
    }
  }
  return counts;
}
