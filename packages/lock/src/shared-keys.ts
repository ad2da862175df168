import { findingsOf } from "./finding-decisions.ts";
import { listLockedNotes } from "./list-locked-notes.ts";
import { isAccepted, type LockEntry } from "./lock-entry.ts";
import { canHaveFile, type LockPlace, lockFilePath } from "./lock-place.ts";
import { parseLockFile } from "./parse-lock-file.ts";
import { lockTextReader } from "./read-lock-file.ts";

/** An entry that has the finding of a key, by its note and versions. */
export interface KeyInLock extends Pick<LockEntry, "gate" | "gateVersion" | "noteSha"> {
  notePath: string;
}

/** The keys of findings that a lock has for more than one pair, with each pair in each of its versions. Throws LockPlaceError, LockUnusableError. */
export function sharedKeys(place: LockPlace): ReadonlyMap<string, readonly KeyInLock[]> {
  const holders = new Map<string, Map<string, KeyInLock>>();
  for (const [notePath, text] of textsThatShare(place)) {
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

/** The files with a key that stands elsewhere, too, by note. To parse all of them takes as long as all else that `verify` does. */
function* textsThatShare(place: LockPlace): Iterable<[notePath: string, text: string]> {
  const readText = lockTextReader(place);
  const firstOf = new Map<string, string>();
  const sharing = new Set<string>();
  for (const notePath of listLockedNotes(place).notePaths.filter(canHaveFile)) {
    for (const key of keysIn(readText(lockFilePath(place, notePath)) ?? "")) {
      const first = firstOf.get(key);
      if (first === undefined) firstOf.set(key, notePath);
      else for (const each of [first, notePath]) sharing.add(each);
    }
  }
  const readAgain = lockTextReader(place);
  for (const notePath of sharing) yield [notePath, readAgain(lockFilePath(place, notePath)) ?? ""];
}

const WRITTEN = /"key"\s*:\s*"([0-9a-f]{16})"/g;

function keysIn(text: string): string[] {
  // An escaped letter may be one of a key, or of the word.
  if (!text.includes("\\u")) return Array.from(text.matchAll(WRITTEN), ([, key = ""]) => key);
  const { entries } = parseLockFile(text);
  return findingsOf(entries).flatMap(({ key }) => key ?? []);
}
