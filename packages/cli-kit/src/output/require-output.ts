import { lstatSync, realpathSync } from "node:fs";
import { dirname } from "node:path";
import { findSymlink, isInside } from "@review/corpus";
import { errorCode } from "@review/db/guards";
import { OutputFileError } from "../errors/output-file-error.ts";
import { UsageError } from "../errors/usage-error.ts";
import { requireWritable } from "./write-atomically.ts";

/**
 * Throws UsageError and OutputFileError if a file that the user named is not to be written, or can certainly not be: better said
 * before the work than after it. The user may name a symlink or a pipe of their own; one that the repository has could lead
 * anywhere, or be waited at for ever.
 */
export async function requireOutput(root: string, path: string): Promise<void> {
  const problem = findObstacle(root, path);
  if (problem !== undefined) throw new UsageError(problem);
  await requireWritable(path);
}

/** Throws UsageError for a place that the user named to be written at, if a symlink in the root leads there. */
export function requireNoSymlinkTo(root: string, path: string): void {
  let link: string | undefined;
  try {
    const entry = entryOf(root, path);
    link = entry && findSymlink(entry, path);
  } catch (error) {
    // What is not there, or cannot be looked at, is told of by whoever writes.
    if (errorCode(error) === undefined) throw error;
  }
  if (link !== undefined) throw new UsageError(saySymlink(link));
}

const saySymlink = (link: string) =>
  `${link} is a symlink in the repository, and nothing is written through one: name another file, or remove it`;

function findObstacle(root: string, path: string): string | undefined {
  try {
    const entry = entryOf(root, path);
    if (entry === undefined) return undefined;
    const link = findSymlink(entry, path);
    if (link !== undefined) return saySymlink(link);
    const there = lstatSync(path, { throwIfNoEntry: false });
    // That it is a folder is told as of any other place.
    if (!there || there.isFile() || there.isDirectory()) return undefined;
    return `${path} in the repository is not a file, and only a file is replaced: remove it`;
  } catch (error) {
    // What cannot be looked at cannot be written either, and that says why.
    throw new OutputFileError(path, error);
  }
}

/** The first folder on the way to a path that is in the root, by whichever name the user has for it. */
function entryOf(root: string, path: string): string | undefined {
  const folders: string[] = [];
  for (let at = dirname(path); folders[0] !== at; at = dirname(at)) folders.unshift(at);
  return folders.find((folder) => isInside(root, realpathSync.native(folder)));
}
