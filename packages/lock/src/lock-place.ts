import { join, posix } from "node:path";
import { type Corpus, describeFileError, findSymlink, isNoteFile } from "@review/corpus";
import { LockError, LockPlaceError, LockUnusableError } from "./errors.ts";
import { temporaryName } from "./temporary-name.ts";

const ENDING = ".json";
const QUARANTINES = `quarantines${ENDING}`;

/** Of a corpus what says where its lock is. */
export type LockPlace = Pick<Corpus, "root"> & { config: Pick<Corpus["config"], "lock"> };

/** Where what is accepted of a note stands: relative to the root, with `/`. */
export function lockFilePath({ config }: LockPlace, notePath: string): string {
  return `${config.lock.path}/${notePath}${ENDING}`;
}

/** Whether a path is relative and without `.` and `..`, so that what stands there is in the folder it is looked for in. */
function isPlain(path: string): boolean {
  return areNames(path.split(/[\\/]/)) && !path.includes("\0");
}

const areNames = (names: readonly string[]) => names.every((name) => !["", ".", ".."].includes(name));

/** Throws LockUnusableError for a path that leads somewhere else than it says. */
export function requirePlain(path: string): void {
  if (!isPlain(path)) throw new LockUnusableError(path, "it leads out of the lock");
}

/** The longest name of a note, in bytes of UTF-8, that leaves room in 255 (what file systems take) for all that stands behind it. */
const LONGEST_NAME = 255 - temporaryName(ENDING).length;

/** The longest path of a note, in bytes: as long again may be the root's, and Linux takes 4,096 in all. */
const LONGEST_PATH = 2_000;

function tooLong(notePath: string): string | undefined {
  const found = [
    { what: "name", bytes: Buffer.byteLength(posix.basename(notePath)), most: LONGEST_NAME },
    { what: "path", bytes: Buffer.byteLength(notePath), most: LONGEST_PATH },
  ].find(({ bytes, most }) => bytes > most);
  return found && `its ${found.what} has more than ${found.most} bytes; make it shorter`;
}

/** Whether the file of a note of this path can be looked for: it is not too long, and is in the folder of the lock. */
export function canHaveFile(notePath: string): boolean {
  return isPlain(notePath) && tooLong(notePath) === undefined;
}

/** Whether the lock may have a file where a note would need a folder of this name. Upper and lower case are one, as in some file systems. */
function isFileOfLock(folderName: string, isOnTop: boolean): boolean {
  const name = folderName.toLowerCase();
  if (isOnTop && name === QUARANTINES) return true;
  return name.endsWith(ENDING) && isNoteFile(name.slice(0, -ENDING.length));
}

/** Whether a path names a note, but by its backslashes would not be one in the lock. */
const leadsAwayByBackslash = (notePath: string) =>
  areNames(notePath.split("/")) && !notePath.includes("\0") && !isPlain(notePath);

/** Why a note that is in the tree is given no file in the lock, on one line that names it; undefined if it is given one. */
export function withoutFile(notePath: string): string | undefined {
  const because = (why: string) => `${notePath} has no file in the lock: ${why}`;
  const length = tooLong(notePath);
  if (length !== undefined) return because(length);
  if (leadsAwayByBackslash(notePath)) {
    return because("its path leads elsewhere where a backslash parts names; rename it");
  }
  // Name by name: to look at each folder's whole path would take the square of the depth for each note.
  const names = notePath.split("/").slice(0, -1);
  const at = names.findLastIndex((name, index) => isFileOfLock(name, index === 0));
  if (at === -1) return undefined;
  const folder = names.slice(0, at + 1).join("/");
  return because(`its folder ${folder} is called as a file of the lock is; rename it`);
}

/** Where what was decided about gates stands. No note is called so: its name would end as that of a note does. */
export function quarantinesPath({ config }: Pick<LockPlace, "config">): string {
  return `${config.lock.path}/${QUARANTINES}`;
}

/** The note that a file of the lock is about; undefined if its name says that it is about none. */
export function noteOfLockFile({ config }: LockPlace, path: string): string | undefined {
  const below = `${config.lock.path}/`;
  if (path === quarantinesPath({ config })) return undefined;
  return path.startsWith(below) && path.endsWith(ENDING) && path.length > below.length + ENDING.length
    ? path.slice(below.length, -ENDING.length)
    : undefined;
}

/**
 * The absolute path of what stands at a path from the root, if it is in the lock and no symlink is on the way. Throws
 * LockPlaceError, LockUnusableError.
 */
export function plainPath({ root, config }: LockPlace, path: string): string {
  if (path !== config.lock.path) requirePlain(path);
  return inLock(path, () => {
    const link = findSymlink(root, join(root, path));
    if (link !== undefined) throw new LockPlaceError(link);
    return join(root, path);
  });
}

/**
 * The same of many folders. Each is looked at once: below folders in folders, looking at each from the root on for each file would take
 * the cube of the depth.
 */
export function plainFolders(place: LockPlace): (folder: string) => string {
  const known = new Set(["."]);
  return (folder) => {
    const unknown: string[] = [];
    for (let at = folder; !known.has(at); at = posix.dirname(at)) {
      requirePlain(at);
      unknown.push(at);
    }
    for (const at of unknown.reverse()) {
      plainPathIn(join(place.root, posix.dirname(at)), at);
      known.add(at);
    }
    return join(place.root, folder);
  };
}

/** The same of a file in a folder that is known to be a plain one, by the absolute path of that. */
export function plainPathIn(folder: string, path: string): string {
  requirePlain(path);
  return inLock(path, () => {
    const file = join(folder, posix.basename(path));
    if (findSymlink(folder, file) !== undefined) throw new LockPlaceError(file);
    return file;
  });
}

/** Does something with a file or folder of the lock. Throws LockUnusableError that names it where the file system refuses. */
export function inLock<Done>(path: string, act: () => Done): Done {
  try {
    return act();
  } catch (error) {
    if (error instanceof LockError) throw error;
    throw new LockUnusableError(path, describeFileError(error), { cause: error });
  }
}
