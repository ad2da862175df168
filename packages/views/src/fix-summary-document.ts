import type { FixEntry, FixQueueDocument, LeftOut } from "./fix-queue-document.ts";

/** Findings by how bad they are, and how many of them the review before did not have. */
export interface FindingCounts {
  fail: number;
  warn: number;
  new: number;
}

/** How much accepted reviews ask to be mended. */
export interface FixSummaryDocument {
  total: FindingCounts;
  /** The worst first. */
  byNote: (FindingCounts & { notePath: string })[];
  /** The worst first. */
  byGate: (FindingCounts & { gateId: string })[];
  leftOut: LeftOut;
}

/** Counts the findings of a queue; those of several partitions each for itself. */
export function summarizeFixQueue({ warns, leftOut }: FixQueueDocument): FixSummaryDocument {
  return {
    total: countFindings(warns),
    byNote: countBy(warns, ({ notePath }) => notePath).map(([notePath, counts]) => ({ notePath, ...counts })),
    byGate: countBy(warns, ({ gateId }) => gateId).map(([gateId, counts]) => ({ gateId, ...counts })),
    leftOut,
  };
}

function countBy(warns: readonly FixEntry[], keyOf: (entry: FixEntry) => string): [string, FindingCounts][] {
  const entries = new Map<string, FixEntry[]>();
  for (const entry of warns) {
    const known = entries.get(keyOf(entry));
    if (known) known.push(entry);
    else entries.set(keyOf(entry), [entry]);
  }
  return [...entries]
    .map(([key, some]): [string, FindingCounts] => [key, countFindings(some)])
    .toSorted(([a, x], [b, y]) => y.fail - x.fail || y.warn - x.warn || (a < b ? -1 : 1));
}

function countFindings(warns: readonly FixEntry[]): FindingCounts {
  const findings = warns.flatMap((entry) => entry.findings);
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  return {
    fail: count("fail"),
    warn: count("warn"),
    new: findings.filter(({ isNew }) => isNew === true).length,
  };
}
