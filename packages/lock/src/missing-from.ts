import { isDecidedAfter } from "@review/db/guards";
import { identityOf, type LockEntry } from "./lock-entry.ts";

/** What a ledger knows of one partition, gate and versions: when anything was last decided about them, also that they are withdrawn. */
export type KnownTimes = ReadonlyMap<string, string>;

/**
 * Those of a lock's entries that a ledger does not have: it knows nothing of their versions, or nothing so late. A time to come
 * beats nothing that is known, or whoever wrote it could have the last word for ever. The ledger's times are by `identityOf`. Pure;
 * whether the versions are those of the tree is for the caller to look at.
 */
export function missingFrom(known: KnownTimes, entries: readonly LockEntry[], now: string): LockEntry[] {
  return entries.filter((entry) => {
    const at = known.get(identityOf(entry));
    return at === undefined || isDecidedAfter(entry.at, at, now);
  });
}
