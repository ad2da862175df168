import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import { errorCode } from "@review/db/guards";
import { inLock, type LockPlace, plainPath } from "./lock-place.ts";

/** What there is in the folder of a lock; paths are relative to the root, with `/`, sorted by code unit. */
export interface LockFolder {
  files: string[];
  /** What is neither a file nor a folder: symlinks, pipes. Nothing of it is followed or opened. */
  others: string[];
}

/** Lists the folder of a lock; where there is none, nothing is in it. Throws LockPlaceError, LockUnusableError. */
export function listLockFiles(place: LockPlace): LockFolder {
  const found: LockFolder = { files: [], others: [] };
  const root = plainPath(place, place.config.lock.path);
  const list = (folder: string, path: string) => {
    for (const entry of inLock(path, () => readFolder(folder, folder === root))) {
      const below = `${path}/${entry.name}`;
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
