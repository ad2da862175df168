import { type Ledger, listWaivers, type Waiver } from "@review/db";
import type { LockEntry, LockedFinding, LockedWaiver } from "@review/lock";

/**
 * Gives entries, of a ledger or of a lock, the waivers that were decided last: those that a lock has, where the ledger knows of no
 * decision about the finding, of none so late, or of the same one, as they are written there; else what the ledger says, also that a
 * waiver was taken back. Also those whose last day has passed: what stands in a lock must not depend on the day it is written.
 */
export async function lastWaivers(
  ledger: Ledger,
  { accepted, locked }: Record<"accepted" | "locked", readonly LockEntry[]>,
): Promise<(entry: LockEntry) => LockEntry> {
  const waived = newestWaivers(locked.flatMap(({ findings }) => findings));
  const findings = [...accepted, ...locked].flatMap((entry) => entry.findings);
  const keys = new Set(findings.flatMap(({ key }) => key ?? []));
  if (keys.size === 0) return (entry) => entry;
  const { newest, askedAt } = await listWaivers(ledger, [...keys]);
  for (const [key, waiver] of newest) {
    const locked = waived.get(key);
    // A time to come would have the last word for ever.
    const isLater = locked?.at !== undefined && locked.at > waiver.decidedAt && locked.at <= askedAt;
    if (locked && !isLater && !isSame(locked, waiver)) waived.delete(key);
  }
  const settle = ({ waived: written, ...finding }: LockedFinding): LockedFinding => {
    const { key, severity } = finding;
    const isSettledByNote = written !== undefined && written.at === undefined;
    const isDecided = key !== undefined && (waived.has(key) || newest.has(key));
    if (isSettledByNote || !isDecided) return { ...finding, ...(written && { waived: written }) };
    const waiver = waived.get(key) ?? toLocked(newest.get(key));
    const isOutgrown = waiver?.severity === "warn" && severity === "fail";
    return { ...finding, ...(waiver && !isOutgrown && { waived: waiver }) };
  };
  return (entry) => ({ ...entry, findings: entry.findings.map(settle) });
}

/** A decision of a ledger as a lock has it; undefined if it takes a waiver back. */
function toLocked(waiver: Waiver | undefined): LockedWaiver | undefined {
  if (waiver?.kind !== "waived") return undefined;
  const { severity, reason, author, until, decidedAt: at } = waiver;
  return {
    ...{ severity, reason },
    ...(author !== undefined && { author }),
    ...(until !== undefined && { until }),
    at,
  };
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

/** By key; what a comment in a note says has no time, and is read from the note. */
function newestWaivers(findings: readonly LockedFinding[]): Map<string, LockedWaiver> {
  const newest = new Map<string, LockedWaiver>();
  for (const { key, waived } of findings) {
    if (key === undefined || waived?.at === undefined) continue;
    if (waived.at > (newest.get(key)?.at ?? "")) newest.set(key, waived);
  }
  return newest;
}
