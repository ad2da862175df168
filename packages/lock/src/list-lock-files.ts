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

/** The same of their paths together, in UTF-16 units: folders in folders have long ones, and git stores them in next to nothing. */
const MOST_PATHS = 50_000_000;

/** Lists the folder of a lock; where there is none, nothing is in it. Throws LockPlaceError, LockUnusableError, also for more than `most` things or `mostPaths`. */
export function listLockFiles(place: LockPlace, most = MOST_FILES, mostPaths = MOST_PATHS): LockFolder {
  const left = { entries: most, paths: mostPaths };
  const found: LockFolder = { files: [], others: [] };
  const root = plainPath(place, place.config.lock.path);
  const list = (folder: string, path: string) => {
    for (const entry of inLock(path, () => readFolder(folder, folder === root))) {
      const below = `${path}/${entry.name}`;
      left.entries -= 1;
      left.paths -= below.length;
      if (left.entries < 0) throw tooMuch(place, `it has more than ${most} files and folders`);
      if (left.paths < 0)
        throw tooMuch(
          place,
          `the paths in it have more than ${mostPaths / 1e6} MB; remove folders in folders`,
        );
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

const tooMuch = ({ config }: LockPlace, why: string) => new LockUnusableError(config.lock.path, why);

function readFolder(folder: string, mayBeMissing: boolean): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (mayBeMissing && errorCode(error) === "ENOENT") return [];
    throw error;
  }
}
