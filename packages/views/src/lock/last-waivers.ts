import { grouped } from "@review/corpus";
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
import type { LockedEntry } from "./left-entries.ts";

/**
 * Gives entries, of a ledger or of a lock, what was decided last about their findings: what the lock has of their own note and gate, where the ledger
 * knows of no decision about the finding, of none so late, or of the same one, as it is written there; else what the ledger says, also that a
 * waiver was taken back. Also those whose last day has passed: what stands in a lock must not depend on the day it is written.
 */
export async function lastWaivers(
  ledger: Ledger,
  { accepted, locked }: Record<"accepted" | "locked", readonly LockedEntry[]>,
): Promise<(of: LockedEntry) => LockEntry> {
  const keys = new Set(
    findingsOf([...accepted, ...locked].map(({ entry }) => entry)).flatMap(({ key }) => key ?? []),
  );
  if (keys.size === 0) return ({ entry }) => entry;
  const { newest, askedAt } = await listWaivers(ledger, [...keys]);
  const known = new Map([...newest].map(([key, waiver]) => [key, { settled: toLocked(waiver) }]));
  const timeOf = decidedBy(askedAt);
  const isLast = ([key, { at, settled }]: [string, { at: string; settled: FindingDecision }]) => {
    const waiver = newest.get(key);
    if (!waiver || (settled.waived && isSame(settled.waived, waiver))) return true;
    return isDecidedAfter(at, waiver.decidedAt, askedAt);
  };
  const lastOf = (some: readonly LockedEntry[]) => {
    const decided = newestDecisions(findingsOf(some.map(({ entry }) => entry)), timeOf);
    return new Map([...decided].filter(isLast));
  };
  const ofPairs = new Map([...grouped(locked, pairName)].map(([name, some]) => [name, lastOf(some)]));
  return (of) => {
    const own = ofPairs.get(pairName(of));
    return withDecisions(of.entry, { get: (key) => own?.get(key) ?? known.get(key) });
  };
}

const pairName = ({ notePath, entry }: LockedEntry) => JSON.stringify([notePath, entry.gate]);

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
