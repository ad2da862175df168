import { realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { isMissing } from "./file-errors.ts";

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
  // In a loop, and not for each name of a longer one: rows and links of strangers name paths of megabytes.
  for (let at = path; ; at = dirname(at.slice(0, LONGEST_PATH))) {
    try {
      // Synchronously: loading node:fs/promises takes longer (see file-kind.ts).
      const real = realpathSync.native(at);
      if (at === path) return { path: real, exists: true };
      return { path: join(real, path.slice(at.length)), exists: false };
    } catch (error) {
      if (!isMissing(error) || dirname(at) === at) throw error;
    }
  }
}
