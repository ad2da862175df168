import { listLockedNotes } from "./list-locked-notes.ts";
import type { LockEntry } from "./lock-entry.ts";
import { isAccepted } from "./lock-entry.ts";
import { canHaveFile, type LockPlace, lockFilePath } from "./lock-place.ts";
import { parseLockFile } from "./parse-lock-file.ts";
import { lockTextReader } from "./read-lock-file.ts";

/** An entry that has the finding of a key, by its note and versions. */
export interface KeyInLock extends Pick<LockEntry, "gate" | "gateVersion" | "noteSha"> {
  notePath: string;
}

/** The keys of findings that a lock has for more than one pair, with each pair in each of its versions. Throws LockPlaceError, LockUnusableError. */
export function sharedKeys(place: LockPlace): ReadonlyMap<string, readonly KeyInLock[]> {
  const readText = lockTextReader(place);
  const holders = new Map<string, Map<string, KeyInLock>>();
  for (const notePath of listLockedNotes(place).notePaths) {
    const text = canHaveFile(notePath) ? (readText(lockFilePath(place, notePath)) ?? "") : "";
    // Most files tell of what passed. An escaped letter may be one of the word.
    if (!/"key"|\\u/.test(text)) continue;
    for (const entry of parseLockFile(text).entries.filter(isAccepted)) {
      const { gate, gateVersion, noteSha } = entry;
      const holder = { notePath, gate, gateVersion, noteSha };
      for (const { key } of entry.findings) {
        if (key === undefined) continue;
        const ofKey = holders.get(key) ?? new Map<string, KeyInLock>();
        holders.set(key, ofKey.set(JSON.stringify(holder), holder));
      }
    }
  }
  const isOfSeveral = (some: readonly KeyInLock[]) =>
    some.some(({ notePath, gate }) => notePath !== some[0]?.notePath || gate !== some[0].gate);
  const found = [...holders].map(([key, ofKey]) => [key, [...ofKey.values()]] as const);
  return new Map(found.filter(([, some]) => isOfSeveral(some)));
}
