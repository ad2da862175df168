import { type Ledger, listWaivers, type Waiver } from "@review/db";
import { decidedBy, isDecidedAfter } from "@review/db/guards";
import {
  type FindingDecision,
  findingsOf,
  type LockEntry,
  type LockedWaiver,
  newestDecisions,
  withDecisions,
} from "@review/lock";

/**
 * Gives entries, of a ledger or of a lock, what was decided last about their findings: what a lock has, where the ledger knows of no
 * decision about the finding, of none so late, or of the same one, as it is written there; else what the ledger says, also that a
 * waiver was taken back. Also those whose last day has passed: what stands in a lock must not depend on the day it is written.
 */
export async function lastWaivers(
  ledger: Ledger,
  { accepted, locked }: Record<"accepted" | "locked", readonly LockEntry[]>,
): Promise<(entry: LockEntry) => LockEntry> {
  const keys = new Set(findingsOf([...accepted, ...locked]).flatMap(({ key }) => key ?? []));
  if (keys.size === 0) return (entry) => entry;
  const { newest, askedAt } = await listWaivers(ledger, [...keys]);
  const decided = newestDecisions(findingsOf(locked), decidedBy(askedAt));
  for (const [key, waiver] of newest) {
    const found = decided.get(key);
    const isLater = found !== undefined && isDecidedAfter(found.at, waiver.decidedAt, askedAt);
    if (!isLater && !(found?.settled.waived && isSame(found.settled.waived, waiver))) {
      decided.set(key, { at: waiver.decidedAt, settled: toLocked(waiver) });
    }
  }
  return (entry) => withDecisions(entry, decided);
}

/** A decision of a ledger as a lock has it. */
function toLocked(waiver: Waiver): FindingDecision {
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
