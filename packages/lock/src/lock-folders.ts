import { lstatSync } from "node:fs";
import { posix } from "node:path";
import { type HeldFolder, holdFolder, SymlinkOnTheWayError } from "@review/corpus";
import { errorCode } from "@review/db/guards";
import { LockPlaceError } from "./errors.ts";
import { inLock, type LockPlace, requirePlain } from "./lock-place.ts";

/** The folders of a lock that is written: one is held at a time, since files of one folder come one after the other. */
export interface LockFolders extends Disposable {
  /**
   * Does something with a file, which `act` is given the path of, made sure that it is in the lock and that neither it nor what is above it is a symlink; undefined if
   * its folder is not there and `makes` does not ask for it. Throws LockPlaceError, LockUnusableError.
   */
  inFolderOf<Done>(
    path: string,
    act: (file: string) => Done,
    options?: { makes?: boolean },
  ): Done | undefined;
}

export function lockFolders(place: LockPlace): LockFolders {
  let last: { path: string; folder: HeldFolder } | undefined;
  const release = () => {
    last?.folder.close();
    last = undefined;
  };
  const hold = (path: string, makes: boolean): HeldFolder => {
    if (last?.path === path) return last.folder;
    release();
    last = { path, folder: holdLockFolder(place, path, makes) };
    return last.folder;
  };
  return {
    inFolderOf: (path, act, { makes = false } = {}) => {
      requirePlain(path);
      const once = () => act(plainFile(hold(posix.dirname(path), makes), path, place));
      return inLock(path, () => {
        try {
          return once();
        } catch (error) {
          if (errorCode(error) !== "ENOENT") throw error;
          // Another process may have removed the folder that is held.
          release();
          return makes ? once() : undefined;
        }
      });
    },
    [Symbol.dispose]: release,
  };
}

/** Opens a folder of the lock, or the one that the lock is in. Throws LockPlaceError and what the file system says. */
export function holdLockFolder({ root }: LockPlace, path: string, makes = false): HeldFolder {
  try {
    return holdFolder(root, path, { makes });
  } catch (error) {
    throw error instanceof SymlinkOnTheWayError ? new LockPlaceError(error.link) : error;
  }
}

function plainFile(folder: HeldFolder, path: string, { root }: LockPlace): string {
  const file = `${folder.path}/${posix.basename(path)}`;
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new LockPlaceError(posix.join(root, path));
  }
  return file;
}
