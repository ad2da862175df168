import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import { errorCode } from "@review/db/guards";
import { LockUnusableError } from "./errors.ts";
import { inLock, type LockPlace, plainPath } from "./lock-place.ts";

/** What there is in the folder of a lock; paths are relative to the root, with `/`, sorted by code unit. */
export interface LockFolder {
  files: string[];
  /** What is neither a file nor a folder: symlinks, pipes. Nothing of it is followed or opened. */
  others: string[];
}

/** The most that is listed. Our choice: more notes than anybody keeps. */
const MOST_FILES = 200_000;

/** Lists the folder of a lock; where there is none, nothing is in it. Throws LockPlaceError, LockUnusableError, also for more than `most` things. */
export function listLockFiles(place: LockPlace, most = MOST_FILES): LockFolder {
  let left = most;
  const found: LockFolder = { files: [], others: [] };
  const root = plainPath(place, place.config.lock.path);
  const list = (folder: string, path: string) => {
    for (const entry of inLock(path, () => readFolder(folder, folder === root))) {
      const below = `${path}/${entry.name}`;
      if (left-- === 0)
        throw new LockUnusableError(place.config.lock.path, `it has more than ${most} files and folders`);
      if (entry.isDirectory()) list(join(folder, entry.name), below);
      else if (entry.isFile()) found.files.push(below);
      else found.others.push(below);
    }
  };
  list(root, place.config.lock.path);
  found.files.sort();
  found.others.sort();
  return found;
}

function readFolder(folder: string, mayBeMissing: boolean): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (mayBeMissing && errorCode(error) === "ENOENT") return [];
    throw error;
  }
}
