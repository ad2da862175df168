import { listLockFiles } from "./list-lock-files.ts";
import { type LockPlace, noteOfLockFile } from "./lock-place.ts";
import { isLeftOver } from "./temporary-name.ts";

/** The notes that a lock has files of, by their names, sorted; whether they are there is not looked at. Throws LockPlaceError, LockUnusableError. */
export function listLockedNotes(place: LockPlace): string[] {
  return listLockFiles(place).files.flatMap((path) =>
    isLeftOver(path) ? [] : (noteOfLockFile(place, path) ?? []),
  );
}
