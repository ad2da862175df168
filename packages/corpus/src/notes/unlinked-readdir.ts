import { type Dirent, lstatSync, type readdir as nodeReaddir, readdirSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describeFileError, isMissing, isTooLong } from "../files/file-errors.ts";
import { fileKind } from "../files/file-kind.ts";
import { isNameLost, LOST_NAME } from "../files/lost-name.ts";
import { canonicalPath } from "../files/root-paths.ts";
import type { SkippedPath } from "./note.ts";

type Entry = Pick<Dirent, "name" | "isFile" | "isDirectory" | "isSymbolicLink">;

/** Why a file is passed over that is a note all the same, of which nobody can say whether it is fresh. */
export const TOO_LONG =
  "its path from the root of the file system is longer than the system takes; shorten it";

/** No glob leads through a folder of such a name, nor to a file whose name begins so: they are asked about it with these in their place. */
const LINE_BREAK = /[\n\r\u2028\u2029]/g;
const BREAK_FIRST = /^[\n\r\u2028\u2029]+/;
const FOR_LINE_BREAK = "\u2424";
const BROKEN_NAME = "is a folder with a line break in its name, and nothing in it is looked at; rename it";

/**
 * A `readdir` for a glob that must not follow symlinks but name those it would have met: a symlink is listed as what
 * it leads to, a pipe or a device as a file, and so is a file whose name cannot be read, each with the reason in `passedOver`; a directory reached through a symlink
 * is noted in `skipped` and appears empty, and so is one with a line break in its name. So does a directory in `tooLong`, whose path the system does not take.
 * A file is listed under another name where its own begins with a line break: `ownName` gives that back.
 * The root must be a real path.
 */
export function createUnlinkedReaddir(root: string) {
  const passedOver = new Map<string, string>();
  const skipped: SkippedPath[] = [];
  const tooLong: string[] = [];
  /** Folders that were listed in a real one: resolving each from the root again takes the cube of the depth. */
  const inReal = new Set<string>();
  /** Folders that are listed under another name, and what they are called. */
  const broken = new Map<string, string>();
  /** Files likewise, by canonical paths. */
  const renamed = new Map<string, string>();

  function list(directory: string): Entry[] {
    const path = canonicalPath(root, directory);
    const name = broken.get(directory);
    if (name !== undefined) {
      skipped.push({ path: canonicalPath(root, join(dirname(directory), name)), reason: BROKEN_NAME });
      return [];
    }
    try {
      if (inReal.delete(directory) && lstatSync(directory).isDirectory()) return listEntries(directory);
      const real = realpathSync.native(directory);
      if (real === directory) return listEntries(directory);
      skipped.push({ path, reason: `leads to ${real}; symlinks are not followed` });
    } catch (error) {
      if (isTooLong(error)) tooLong.push(path);
      else if (isNameLost(directory)) skipped.push({ path, reason: LOST_NAME });
      else if (!isMissing(error))
        skipped.push({ path, reason: `cannot be read: ${describeFileError(error)}` });
    }
    return [];
  }

  function listEntries(directory: string): Entry[] {
    const entries = readdirSync(directory, { withFileTypes: true });
    const standIn = standInFor(entries);
    return entries.flatMap((entry) => {
      const path = join(directory, entry.name);
      const passOver = (reason: string) => passedOver.set(canonicalPath(root, path), reason);
      if (entry.isFile() && isBeyondReach(path)) passOver(TOO_LONG);
      else if (entry.isFile() && isNameLost(path)) passOver(LOST_NAME);
      const isLink = entry.isSymbolicLink();
      const isDirectory = entry.isDirectory() || (isLink && fileKind(path) === "directory");
      if (isLink && !isDirectory) passOver("is a symlink; symlinks are not followed");
      else if (!isDirectory && !entry.isFile()) passOver("is not a regular file");
      const name = standIn(entry.name, isDirectory ? LINE_BREAK : BREAK_FIRST);
      if (name === entry.name) {
        if (entry.isDirectory()) inReal.add(path);
        return entry.isFile() || entry.isDirectory() ? entry : describeEntry(name, isDirectory);
      }
      if (isDirectory) broken.set(join(directory, name), entry.name);
      else renamed.set(canonicalPath(root, join(directory, name)), canonicalPath(root, path));
      return describeEntry(name, isDirectory);
    });
  }

  // Each directory in a turn of its own. Asking for one in another thread takes longer than reading it.
  const adapter = (
    directory: string,
    _options: unknown,
    done: (error: Error | null, entries: Entry[]) => void,
  ) => {
    setImmediate(() => done(null, list(resolve(directory))));
  };
  // The walk calls readdir in this one form only; its type asks for all of node's overloads.
  const readdir = adapter as unknown as typeof nodeReaddir;
  return { readdir, passedOver, skipped, tooLong, ownName: (path: string) => renamed.get(path) ?? path };
}

/** Gives names of a folder without some line breaks in them, which no other of its names is. */
function standInFor(entries: readonly Pick<Dirent, "name">[]): (name: string, breaks: RegExp) => string {
  let taken: Set<string> | undefined;
  return (name, breaks) => {
    let free = name.replace(breaks, FOR_LINE_BREAK);
    if (free === name) return name;
    taken ??= new Set(entries.map((entry) => entry.name));
    while (taken.has(free)) free = FOR_LINE_BREAK + free;
    taken.add(free);
    return free;
  };
}

/** No system takes fewer bytes: https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/limits.h.html (_XOPEN_PATH_MAX) */
const ALWAYS_TAKEN = 1_024;

/** Whether the system does not take the path of a file that it listed in its folder. */
function isBeyondReach(path: string): boolean {
  if (Buffer.byteLength(path) < ALWAYS_TAKEN) return false;
  try {
    lstatSync(path);
    return false;
  } catch (error) {
    return isTooLong(error);
  }
}

function describeEntry(name: string, isDirectory: boolean): Entry {
  return { name, isFile: () => !isDirectory, isDirectory: () => isDirectory, isSymbolicLink: () => false };
}
