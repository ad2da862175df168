import { realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { NoRootError, RootNotFoundError } from "../errors.ts";
import { fileKind } from "../files/file-kind.ts";
import { CONFIG_FILE_NAME } from "./config.ts";
import { findLayout } from "./layout.ts";

/**
 * The real path of the root: `root` (relative to `cwd`) if given, else the nearest folder from `cwd` upwards with a
 * `review.config.json`, else with `.git`, else with a known layout of notes and gates.
 * Throws RootNotFoundError or NoRootError.
 */
export async function findRoot(cwd: string, root?: string): Promise<string> {
  if (root !== undefined) return realDirectory(resolve(cwd, root));
  const start = await realDirectory(cwd);
  const found =
    (await nearestAncestor(start, hasConfigFile)) ??
    (await nearestAncestor(start, hasGit)) ??
    (await nearestAncestor(start, hasLayout));
  if (found === undefined) throw new NoRootError(start);
  return found;
}

async function realDirectory(path: string): Promise<string> {
  if ((await fileKind(path)) !== "directory") throw new RootNotFoundError(path);
  return realpathSync(path);
}

async function nearestAncestor(
  start: string,
  matches: (folder: string) => Promise<boolean>,
): Promise<string | undefined> {
  for (let folder = start; ; folder = dirname(folder)) {
    if (await matches(folder)) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

const hasConfigFile = async (folder: string) => (await fileKind(join(folder, CONFIG_FILE_NAME))) === "file";

// A directory, or a file in a linked worktree.
const hasGit = async (folder: string) => (await fileKind(join(folder, ".git"))) !== undefined;

const hasLayout = async (folder: string) => (await findLayout(folder)) !== undefined;
