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

/** No system takes a longer path, in UTF-16 units. */
const LONGEST_PATH = 32_768;

/**
 * Resolves the symlinks of an absolute path; the part that does not exist is kept as it is.
 * Rejects with the error of the file system when a part cannot be looked at (permissions, a symlink loop).
 */
export async function locatePath(path: string): Promise<LocatedPath> {
  // In a loop, and not for each name of a longer one: rows and links of strangers name paths of megabytes.
  const start = path.length > LONGEST_PATH ? dirname(path.slice(0, LONGEST_PATH)) : path;
  for (let at = start; ; at = dirname(at)) {
    try {
      // Synchronously: loading node:fs/promises takes longer (see file-kind.ts).
      const real = realpathSync.native(at);
      return at === path
        ? { path: real, exists: true }
        : { path: join(real, path.slice(at.length)), exists: false };
    } catch (error) {
      if (!isMissing(error) || dirname(at) === at) throw error;
    }
  }
}
