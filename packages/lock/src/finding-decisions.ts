import { isAccepted, type LockEntry, type LockedFinding } from "./lock-entry.ts";
import { onceForEach } from "./once-for-each.ts";

/** What was decided about a finding: that it is waived, or counts again. */
export type FindingDecision = Pick<LockedFinding, "waived" | "unwaived">;

/** The newest decision about each of some findings, by key, and when it was made. */
export type NewestDecisions = Map<string, { at: string; settled: FindingDecision }>;

/** What is named in some entries. */
export const findingsOf = (entries: readonly LockEntry[]): LockedFinding[] =>
  entries.flatMap((entry) => (isAccepted(entry) ? entry.findings : []));

/** What was decided last about findings; what a comment in the note says has no time, and is read from the note. Of two from one moment that which counts again, then the greater text. `timeOf` says when each was made (`decidedBy`). */
export function newestDecisions(
  findings: readonly LockedFinding[],
  timeOf: (at: string) => string,
): NewestDecisions {
  const newest: NewestDecisions = new Map();
  const rankOf = onceForEach(rank);
  for (const { key, waived, unwaived } of findings) {
    const told = (waived ?? unwaived)?.at;
    if (key === undefined || told === undefined) continue;
    const at = timeOf(told);
    const settled = { ...(waived && { waived }), ...(unwaived && { unwaived }) };
    const known = newest.get(key);
    if (!known || at > known.at || (at === known.at && rankOf(settled) > rankOf(known.settled))) {
      newest.set(key, { at, settled });
    }
  }
  return newest;
}

const rank = (settled: FindingDecision) => `${settled.unwaived ? 1 : 0}${JSON.stringify(settled)}`;

/** An entry with what was decided last about its findings. A comment in the note goes before; a waiver of a warning covers no failure. */
export function withDecisions(
  entry: LockEntry,
  decided: Pick<ReadonlyMap<string, { settled: FindingDecision }>, "get">,
): LockEntry {
  if (!isAccepted(entry)) return entry;
  const settle = (finding: LockedFinding): LockedFinding => {
    const { waived, unwaived, ...found } = finding;
    const isSettledByNote = waived !== undefined && waived.at === undefined;
    const last = found.key === undefined ? undefined : decided.get(found.key)?.settled;
    if (isSettledByNote) return { ...found, waived };
    if (!last) return finding;
    const isOutgrown = last.waived?.severity === "warn" && found.severity === "fail";
    return { ...found, ...(!isOutgrown && last) };
  };
  return { ...entry, findings: entry.findings.map(settle) };
}
