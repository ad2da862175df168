import { realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
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

/**
 * Resolves the symlinks of an absolute path; the part that does not exist is kept as it is.
 * Rejects with the error of the file system when a part cannot be looked at (permissions, a symlink loop).
 */
export async function locatePath(path: string): Promise<LocatedPath> {
  try {
    // Synchronously: loading node:fs/promises takes longer (see file-kind.ts).
    return { path: realpathSync.native(path), exists: true };
  } catch (error) {
    if (!isMissing(error) || dirname(path) === path) throw error;
    const parent = await locatePath(dirname(path));
    return { path: join(parent.path, basename(path)), exists: false };
  }
}
