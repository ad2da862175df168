import { lstatSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { listedNames } from "./git-index.ts";
import { readRegularFile } from "./read-regular-file.ts";

const LARGEST_LINK = 64 * 1024;
/** Of millions of files. */
const LARGEST_INDEX = 256 * 1024 * 1024;

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
  const shared = filesIn(folder).filter((name) => {
    const id = /^sharedindex\.([0-9a-f]+)$/.exec(name)?.[1];
    return id !== undefined && index.includes(Buffer.from(id, "hex"));
  });
  return [index, ...shared.flatMap((name) => readRegularFile(join(folder, name), LARGEST_INDEX) ?? [])];
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
