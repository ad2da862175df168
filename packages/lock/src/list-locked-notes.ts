import { listLockFiles } from "./list-lock-files.ts";
import { type LockPlace, noteOfLockFile } from "./lock-place.ts";

/** What a lock has files of. */
export interface LockedNotes {
  /** By the names of the files, sorted; whether they are there is not looked at. */
  notePaths: string[];
  /** What is neither a file nor a folder, and so is not read: paths from the root. */
  others: string[];
}

/** The notes that a lock has files of. Throws LockPlaceError, LockUnusableError. */
export function listLockedNotes(place: LockPlace): LockedNotes {
  const { files, others } = listLockFiles(place);
  return {
    notePaths: files.flatMap((path) => noteOfLockFile(place, path) ?? []),
    others,
  };
}
