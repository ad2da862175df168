import { readdirSync, realpathSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { errorCode } from "../../guards.ts";
import { type GitFolder, gitFolderAbove, seeName } from "./git-folder.ts";
import { readGitIndex } from "./git-index.ts";
import { readRegularFile } from "./read-regular-file.ts";

/** Of a million files, together with the part of it that is shared. */
const LARGEST_INDEX = 128 * 1024 * 1024;

export interface Brought {
  /** Those of the files that the repository around them brings along, as far as its index could be read. */
  listed: string[];
  /** The index that could not be read, or not to its end. */
  unread: string | undefined;
}

/**
 * What of these files, given by real paths in one folder, the repository around them brings along: none where there is no
 * repository, or nothing in it yet. No program is started for it.
 */
export function broughtByGit(paths: readonly string[]): Brought {
  const [first] = paths;
  const git = first === undefined ? undefined : gitFolderAbove(dirname(first));
  if (!git) return { listed: [], unread: undefined };
  const names = paths.map((path) => relative(git.root, path).split(sep).join("/"));
  const { listed, unread } = readIndexes(git, names);
  return { listed: paths.filter((_, at) => listed.has(names[at] ?? "")), unread };
}

/** Whether git is known to bring along a file that is there, whatever links lead to it. */
export const isBroughtByGit = (path: string): boolean =>
  broughtByGit([realpathSync.native(path)]).listed.length > 0;

/** Which of some names stand in the index, and in the part that a split one names as shared. */
function readIndexes(
  git: GitFolder,
  names: readonly string[],
): { listed: Set<string>; unread: string | undefined } {
  const listed = new Set<string>();
  let left = LARGEST_INDEX;
  for (let file: string | undefined = "index"; file !== undefined; ) {
    const path = join(git.path, file);
    const bytes = readRegularFile(path, left);
    const isMissing = file === "index" && bytes === undefined;
    if (isMissing && !git.isElsewhere && isEmptyRepository(git.path, path)) break;
    const index = bytes && readGitIndex(bytes, names);
    if (!index) return { listed, unread: path };
    for (const name of index.listed) listed.add(name);
    left -= bytes.length;
    // The shared part of a split index is whole.
    file = file === "index" ? index.shared : undefined;
  }
  return { listed, unread: undefined };
}

/** Whether a repository has no index since it has nothing yet that it could bring along. */
function isEmptyRepository(git: string, index: string): boolean {
  if (seeName(index)) return false;
  const objects = join(git, "objects");
  try {
    // Git begins with two empty folders.
    return readdirSync(objects).every((name) => readdirSync(join(objects, name)).length === 0);
  } catch (error) {
    return errorCode(error) === "ENOENT";
  }
}
