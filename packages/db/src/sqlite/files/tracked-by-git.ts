import { lstatSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { ID_BYTES, listedNames } from "./git-index.ts";
import { readRegularFile } from "./read-regular-file.ts";

const LARGEST_LINK = 64 * 1024;
/** Of a million files, together with the part of it that is shared. */
const LARGEST_INDEX = 128 * 1024 * 1024;
/** A split index names one part as shared; its names may have the same letters as what says so. */
const MOST_LINKS = 100;

/**
 * Which of these files, given by real paths in one folder, the repository around them brings along; none where there
 * is no repository, or its index cannot be read. No program is started for it.
 */
export function trackedByGit(paths: readonly string[]): string[] {
  const [first] = paths;
  const root = first && rootAbove(dirname(first));
  if (!root) return [];
  const names = paths.map((path) => relative(root, path).split(sep).join("/"));
  const listed = new Set(indexesOf(root).flatMap((index) => listedNames(index, names)));
  return paths.filter((_, at) => listed.has(names[at] ?? ""));
}

/** The same of one file that is there, whatever links lead to it. */
export const isBroughtByGit = (path: string): boolean => trackedByGit([realpathSync.native(path)]).length > 0;

function rootAbove(folder: string): string | undefined {
  if (lstatSync(join(folder, ".git"), { throwIfNoEntry: false })) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : rootAbove(above);
}

/** The index, and of a split one the part that it names as shared; that lists also what was removed since. */
function indexesOf(root: string): Buffer[] {
  const git = join(root, ".git");
  // In a worktree and in a submodule `.git` is a file that says where the folder is.
  const link = readRegularFile(git, LARGEST_LINK)?.toString().trim();
  const folder = link === undefined ? git : resolve(root, link.replace(/^gitdir: */, ""));
  const index = readRegularFile(join(folder, "index"), LARGEST_INDEX);
  if (index === undefined) return [];
  let left = LARGEST_INDEX - index.length;
  const shared = sharedNames(index).flatMap((name) => {
    const found = readRegularFile(join(folder, name), left);
    left -= found?.length ?? 0;
    return found ?? [];
  });
  return [index, ...shared];
}

/** What the parts may be called that an index names as shared: behind all entries stands `link`, a length, and the id. */
function sharedNames(index: Buffer): string[] {
  const names = new Set<string>();
  let at = index.length;
  for (let links = 0; links < MOST_LINKS && at > 0; links += 1) {
    at = index.lastIndexOf("link", at - 1);
    if (at === -1) break;
    for (const bytes of ID_BYTES) names.add(`sharedindex.${index.toString("hex", at + 8, at + 8 + bytes)}`);
  }
  return [...names];
}
