import { LARGEST } from "@review/corpus";
import { LockUnusableError } from "./errors.ts";
import { fitEntry } from "./fit-entry.ts";
import { listLockFiles } from "./list-lock-files.ts";
import type { LockEntry } from "./lock-entry.ts";
import { type LockPlace, lockFilePath, noteOfLockFile } from "./lock-place.ts";
import { parseLockFile } from "./parse-lock-file.ts";
import { type LockedQuarantine, planQuarantines } from "./quarantines.ts";
import { lockTextReader } from "./read-lock-file.ts";
import { renderLockFile } from "./render-lock-file.ts";
import { isTemporaryName } from "./temporary-name.ts";

/** What is to be accepted of a note, by its path; of a note without any entry there is no file. */
export type WantedEntries = ReadonlyMap<string, readonly LockEntry[]>;

/** What a whole lock is to say. */
export interface WantedLock {
  wanted: WantedEntries;
  /** Notes whose files are left as they are. */
  kept: ReadonlySet<string>;
  quarantines: readonly LockedQuarantine[];
}

/** How the files of a lock differ from what they should be; paths are relative to the root, with `/`, sorted. */
export interface LockPlan {
  /** Those that are not there, or have another text. */
  write: { path: string; text: string; isNew: boolean }[];
  /** Those that should not be there. */
  remove: string[];
  /** Those that are as they should be. */
  unchanged: number;
  /** What lies in the folder, looks like a file of a lock, and is none: it is left alone. */
  foreign: string[];
  /** Files that would be too long to be read again, each on one line with the reason: they are left as they are. */
  unwritten: string[];
  /** Findings that an entry has no room for, each entry on one line; its decision stands. */
  cut: string[];
}

/**
 * What is to be done to some notes' files. Whatever stands at the place of a note is a file of the lock. What would be too long of one
 * keeps no other one out. Throws LockPlaceError, LockUnusableError.
 */
export function planNotes(place: LockPlace, wanted: WantedEntries): LockPlan {
  const plan: LockPlan = { write: [], remove: [], unchanged: 0, foreign: [], unwritten: [], cut: [] };
  const readText = lockTextReader(place);
  for (const [notePath, entries] of wanted) {
    const path = lockFilePath(place, notePath);
    const budget = budgetOf(path);
    const fitted = entries.map((entry) =>
      fitEntry(entry, (left) => plan.cut.push(describeCut(path, entry, left))),
    );
    const text = entries.length === 0 ? undefined : renderLockFile(fitted, budget.spend);
    if (budget.problem() !== undefined) {
      plan.unwritten.push(budget.problem() ?? "");
      continue;
    }
    const found = readText(path);
    if (text === found) plan.unchanged += text === undefined ? 0 : 1;
    else if (text === undefined) plan.remove.push(path);
    else plan.write.push({ path, text, isNew: found === undefined });
  }
  plan.write.sort((a, b) => (a.path < b.path ? -1 : 1));
  plan.remove.sort();
  return plan;
}

/** Says whether a file would be too long to be read again: one long waiver may be that of thousands of entries. */
function budgetOf(path: string) {
  let left: number = LARGEST.lock;
  const why = `it would have more than ${LARGEST.lock / 1e6} MB: give its findings shorter waivers, or the note fewer verdicts`;
  return {
    /** Answers whether there is room for so many bytes more. */
    spend(bytes: number): boolean {
      left -= bytes;
      return left >= 0;
    },
    problem: () => (left < 0 ? new LockUnusableError(path, why).message : undefined),
  };
}

const describeCut = (path: string, { gate, model }: LockEntry, left: number) =>
  `${path}: what ${model} says under ${gate} is too long: ${left === 1 ? "1 finding is" : `${left} findings are`} left out, and its decision stands`;

/**
 * The same for all notes, and for what is left over of notes that are gone: their files are removed, if they are files of
 * a lock. Also for what was decided about gates. Throws LockPlaceError, LockUnusableError.
 */
export function planLock(place: LockPlace, { wanted, kept, quarantines }: WantedLock): LockPlan {
  const plan = planNotes(place, wanted);
  const { write, remove, unchanged } = planQuarantines(place, quarantines);
  plan.write = [...plan.write, ...write].sort((a, b) => (a.path < b.path ? -1 : 1));
  plan.remove.push(...remove);
  plan.unchanged += unchanged;
  const { files, others } = listLockFiles(place);
  const readText = lockTextReader(place);
  for (const path of files) {
    // Perhaps of a process that was killed, perhaps of one that is writing, perhaps somebody's: by its name alone it is not ours to remove.
    if (isTemporaryName(path)) plan.foreign.push(path);
    const notePath = noteOfLockFile(place, path);
    if (notePath === undefined || wanted.has(notePath) || kept.has(notePath)) continue;
    (isLockText(readText(path) ?? "") ? plan.remove : plan.foreign).push(path);
  }
  plan.remove.sort();
  plan.foreign = [...plan.foreign, ...others].sort();
  return plan;
}

/** Whether a text is that of a lock file, perhaps of one that git could not merge: it has an entry, or is an empty list. */
function isLockText(text: string): boolean {
  const { entries, problems } = parseLockFile(text);
  return entries.length > 0 || (problems.length === 0 && /^\s*\[\s*\]\s*$/.test(text));
}
