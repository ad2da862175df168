import { closeSync, type Dirent, readdirSync, readFileSync, type Stats, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { openRegularFile } from "@review/corpus";
import { errorCode } from "@review/db/guards";
import { gitAbove } from "../git-above.ts";

/** The most that is looked at: what takes a second, and hundreds of thousands of files kept by git. Our choice. */
const MOST_LOOKED_AT = 200_000;

/**
 * A pipe or a device in the `.git` around a folder, by its path: git would wait at the one for ever, and read the other without an end. Git
 * itself puts none there. Looked for in its folders, in those of the repository that a worktree is of, and behind their symlinks; what else git
 * may be led to is not seen.
 */
export function findPipe(folder: string): string | undefined {
  const git = gitAbove(folder);
  if (git === undefined) return undefined;
  if (isPipe(statOf(git))) return git;
  const own = statOf(git)?.isFile() ? linkedFolder(git, /^gitdir: */) : git;
  if (own === undefined) return undefined;
  const left = { entries: MOST_LOOKED_AT };
  const found = findBelow(own, left);
  if (found !== undefined) return found;
  const common = statOf(join(own, "commondir"))?.isFile() ? linkedFolder(join(own, "commondir")) : undefined;
  return common === undefined ? undefined : findBelow(common, left);
}

function findBelow(top: string, left: { entries: number }): string | undefined {
  const folders = [top];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (left.entries-- === 0) return undefined;
      if (entry.isDirectory()) folders.push(path);
      else if (isPipe(entry.isSymbolicLink() ? statOf(path) : entry)) return path;
    }
  }
  return undefined;
}

/** A socket is none: git has one of its own, and who opens one is refused. */
const isPipe = (found: Stats | Dirent | undefined) =>
  found !== undefined && (found.isFIFO() || found.isCharacterDevice() || found.isBlockDevice());

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** What cannot be listed, git cannot list either, and says so. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** The folder that a file of git names, relative to its own; undefined if it cannot be read. */
function linkedFolder(file: string, before = /^/): string | undefined {
  try {
    const { descriptor } = openRegularFile(file, "configuration");
    try {
      return resolve(dirname(file), readFileSync(descriptor, "utf8").trim().replace(before, ""));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}
