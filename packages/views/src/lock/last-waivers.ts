import { type Ledger, listWaivers, type Waiver } from "@review/db";
import { isAccepted, type LockEntry, type LockedFinding, type LockedWaiver } from "@review/lock";

/** What was decided about a finding, as a lock has it. */
type Settled = Pick<LockedFinding, "waived" | "unwaived">;

/**
 * Gives entries, of a ledger or of a lock, what was decided last about their findings: what a lock has, where the ledger knows of no
 * decision about the finding, of none so late, or of the same one, as it is written there; else what the ledger says, also that a
 * waiver was taken back. Also those whose last day has passed: what stands in a lock must not depend on the day it is written.
 */
export async function lastWaivers(
  ledger: Ledger,
  { accepted, locked }: Record<"accepted" | "locked", readonly LockEntry[]>,
): Promise<(entry: LockEntry) => LockEntry> {
  const decided = newestDecisions(findingsOf(locked));
  const keys = new Set(findingsOf([...accepted, ...locked]).flatMap(({ key }) => key ?? []));
  if (keys.size === 0) return (entry) => entry;
  const { newest, askedAt } = await listWaivers(ledger, [...keys]);
  for (const [key, waiver] of newest) {
    const found = decided.get(key);
    // A time to come would have the last word for ever.
    const isLater = found !== undefined && found.at > waiver.decidedAt && found.at <= askedAt;
    if (!isLater && !(found?.settled.waived && isSame(found.settled.waived, waiver))) {
      decided.set(key, { at: waiver.decidedAt, settled: toLocked(waiver) });
    }
  }
  const settle = ({ waived: written, unwaived: before, ...finding }: LockedFinding): LockedFinding => {
    const { key, severity } = finding;
    const isSettledByNote = written !== undefined && written.at === undefined;
    const last = key === undefined ? undefined : decided.get(key)?.settled;
    if (isSettledByNote) return { ...finding, waived: written };
    if (!last)
      return { ...finding, ...(written && { waived: written }), ...(before && { unwaived: before }) };
    const isOutgrown = last.waived?.severity === "warn" && severity === "fail";
    return { ...finding, ...(!isOutgrown && last) };
  };
  return (entry) => (isAccepted(entry) ? { ...entry, findings: entry.findings.map(settle) } : entry);
}

const findingsOf = (entries: readonly LockEntry[]): LockedFinding[] =>
  entries.flatMap((entry) => (isAccepted(entry) ? entry.findings : []));

/** A decision of a ledger as a lock has it. */
function toLocked(waiver: Waiver): Settled {
  const { kind, reason, author, decidedAt: at } = waiver;
  const by = author !== undefined && { author };
  if (kind === "unwaived") return { unwaived: { reason, ...by, at } };
  const { severity, until } = waiver;
  return { waived: { severity, reason, ...by, ...(until !== undefined && { until }), at } };
}

/** Whether a decision here is the one that a lock has: perhaps it was taken in from there, at another time. */
function isSame({ severity, reason, author, until }: LockedWaiver, waiver: Waiver): boolean {
  return (
    waiver.kind === "waived" &&
    (severity === undefined || waiver.severity === severity) &&
    waiver.reason === reason.trim() &&
    waiver.author === author?.trim() &&
    waiver.until === until
  );
}

interface DecidedAt {
  at: string;
  settled: Settled;
}

/** By key; what a comment in a note says has no time, and is read from the note. */
function newestDecisions(findings: readonly LockedFinding[]): Map<string, DecidedAt> {
  const newest = new Map<string, DecidedAt>();
  for (const { key, waived, unwaived } of findings) {
    const at = (waived ?? unwaived)?.at;
    if (key === undefined || at === undefined) continue;
    const settled = { ...(waived && { waived }), ...(unwaived && { unwaived }) };
    if (at > (newest.get(key)?.at ?? "")) newest.set(key, { at, settled });
  }
  return newest;
}
