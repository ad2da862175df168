import { type BigIntStats, lstatSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { errorCode } from "../../guards.ts";
import { readRegularFile } from "./read-regular-file.ts";

const LARGEST_LINK = 64 * 1024;

/** The folder in which git keeps what it knows of a work tree. */
export interface GitFolder {
  /** The folder of the work tree: `.git` is in it. */
  root: string;
  path: string;
  /** Whether `.git` is a file that says where the folder is, as in a worktree and a submodule. */
  isElsewhere: boolean;
  /**
   * Whether it is known to be the one of this very work tree: `.git` itself, or, for a worktree, a folder that says so. An
   * archive may hold a `.git` that leads anywhere.
   */
  isCertain: boolean;
}

/** The git folder of the work tree that a folder, given by its real path, lies in; undefined where it lies in none. No program is started for it. */
export function gitFolderAbove(folder: string): GitFolder | undefined {
  const git = join(folder, ".git");
  const seen = seeName(git);
  if (!seen) {
    const above = dirname(folder);
    return above === folder ? undefined : gitFolderAbove(above);
  }
  if (seen.isDirectory()) return { root: folder, path: git, isElsewhere: false, isCertain: true };
  const link = readRegularFile(git, LARGEST_LINK)?.toString().trim();
  if (link === undefined) return { root: folder, path: git, isElsewhere: false, isCertain: false };
  const path = resolve(folder, link.replace(/^gitdir: */, ""));
  return { root: folder, path, isElsewhere: true, isCertain: leadsBack(path, seen) };
}

/** Of a worktree git keeps, in its folder, where its `.git` is; a submodule has no such file. */
function leadsBack(path: string, git: BigIntStats): boolean {
  const back = readRegularFile(join(path, "gitdir"), LARGEST_LINK)?.toString().trim();
  const seen = back ? seeName(resolve(path, back)) : undefined;
  return git.isFile() && seen !== undefined && isSame(seen, git);
}

const isSame = (one: BigIntStats, other: BigIntStats) => one.ino === other.ino && one.dev === other.dev;

/** What has a name, be it a symlink; undefined where nothing has, or what is above it is no folder, or leads nowhere. */
export function seeName(path: string): BigIntStats | undefined {
  try {
    return lstatSync(path, { bigint: true });
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ELOOP"].includes(errorCode(error) ?? "")) return undefined;
    throw error;
  }
}
