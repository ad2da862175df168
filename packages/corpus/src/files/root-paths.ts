import { closeSync, existsSync, openSync, readlinkSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { errorCode } from "@review/db/guards";
import { isMissing } from "./file-errors.ts";

/** By these Linux reaches, and names, what a process has open. */
export const OPEN_FILES = "/proc/self/fd";

/** True when `path` is `root` itself or lies below it. Both absolute; symlinks are not looked at. */
export function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The canonical name of an absolute path: relative to the root, separated by `/`. */
export function canonicalPath(root: string, path: string): string {
  return relative(root, path).split(sep).join("/");
}

/** A path with its symlinks resolved as far as it exists. */
export interface LocatedPath {
  path: string;
  exists: boolean;
}

/** What is missing is looked for again no further than this, in UTF-16 units: Linux takes no longer path, and most systems none as long. */
const LONGEST_PATH = 4_096;

/**
 * Resolves the symlinks of an absolute path; the part that does not exist is kept as it is.
 * Rejects with the error of the file system when a part cannot be looked at (permissions, a symlink loop).
 */
export async function locatePath(path: string): Promise<LocatedPath> {
  const real = realPathOf(path);
  if (real !== undefined) return { path: real, exists: true };
  const above = foldersAbove(path);
  const top = above.at(-1) ?? path;
  let [there, missing] = [{ at: above.length - 1, folder: top, real: realpathSync.native(top) }, -1];
  // Halved, and not one after another: of thousands of names that are gone each may lie a thousand folders deep.
  while (there.at - missing > 1) {
    const at = (there.at + missing) >> 1;
    const folder = above[at] ?? top;
    const found = realPathOf(folder);
    if (found === undefined) missing = at;
    else there = { at, folder, real: found };
  }
  return { path: join(there.real, path.slice(there.folder.length)), exists: false };
}

/** The folders that a path is in, the nearest first and the top of all last. */
function foldersAbove(path: string): string[] {
  const above: string[] = [];
  // In a loop, and not for each name of a longer one: rows and links of strangers name paths of megabytes.
  for (let at = path; ; ) {
    const folder = dirname(at.slice(0, LONGEST_PATH));
    if (folder === at) return above;
    above.push(folder);
    at = folder;
  }
}

/** Undefined where nothing is. */
function realPathOf(path: string): string | undefined {
  try {
    // Synchronously: loading node:fs/promises takes longer (see file-kind.ts).
    return (path.length > DEEP ? realPathByKernel(path) : undefined) ?? realpathSync.native(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
    return undefined;
  }
}

/** From this many UTF-16 units on a path may be so deep that to look at each folder from the top again, as `realpath` does, takes longer than the rest. */
const DEEP = 256;

/** Opens nothing but the name: open(2) of Linux, which Node has no word for. */
const O_PATH = 0x200000;

/** What Linux says in one look of where a path leads to; undefined elsewhere, and where it does not say. */
function realPathByKernel(path: string): string | undefined {
  if (!existsSync(OPEN_FILES)) return undefined;
  const descriptor = openSync(path, O_PATH);
  try {
    return readlinkSync(`${OPEN_FILES}/${descriptor}`);
  } catch (error) {
    // It tells no path longer than a page.
    if (errorCode(error) === undefined) throw error;
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}
