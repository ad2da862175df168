import { type Ledger, listWaivers, type Waiver } from "@review/db";
import type { LockEntry, LockedFinding, LockedWaiver } from "@review/lock";

/**
 * Gives entries of a ledger the waivers that a lock has of the same findings, where the ledger knows of no decision about them, of
 * none so late, or of the same one: what a colleague has waived stays, as it is written.
 */
export async function keepWaivers(
  ledger: Ledger,
  found: readonly LockEntry[],
): Promise<(own: LockEntry) => LockEntry> {
  const waived = newestWaivers(found.flatMap(({ findings }) => findings));
  if (waived.size === 0) return (own) => own;
  const { newest, askedAt } = await listWaivers(ledger, [...waived.keys()]);
  for (const [key, waiver] of newest) {
    const locked = waived.get(key);
    // A time to come would have the last word for ever.
    const isLater = locked?.at !== undefined && locked.at > waiver.decidedAt && locked.at <= askedAt;
    if (locked && !isLater && !isSame(locked, waiver)) waived.delete(key);
  }
  const keep = (finding: LockedFinding): LockedFinding => {
    const isSettledByNote = finding.waived !== undefined && finding.waived.at === undefined;
    const waiver = finding.key === undefined || isSettledByNote ? undefined : waived.get(finding.key);
    const isOutgrown = waiver?.severity === "warn" && finding.severity === "fail";
    return waiver && !isOutgrown ? { ...finding, waived: waiver } : finding;
  };
  return (own) => ({ ...own, findings: own.findings.map(keep) });
}

/** Whether a decision here is the one that a lock has: perhaps it was taken in from there, at another time. */
function isSame({ reason, author, until }: LockedWaiver, waiver: Waiver): boolean {
  return (
    waiver.kind === "waived" &&
    waiver.reason === reason.trim() &&
    waiver.author === author?.trim() &&
    waiver.until === until
  );
}

/** By key; what a comment in a note says has no time, and is read from the note. */
function newestWaivers(findings: readonly LockedFinding[]): Map<string, LockedWaiver> {
  const newest = new Map<string, LockedWaiver>();
  for (const { key, waived } of findings) {
    if (key === undefined || waived?.at === undefined) continue;
    if (waived.at > (newest.get(key)?.at ?? "")) newest.set(key, waived);
  }
  return newest;
}
