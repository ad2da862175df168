import { realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ForeignRootError, NoRootError, RootNotFoundError } from "../errors.ts";
import { fileKind } from "../files/file-kind.ts";
import { findStranger } from "../files/stranger.ts";
import { CONFIG_FILE_NAME } from "./config.ts";
import { findLayout } from "./layout.ts";

export interface RootSearch {
  cwd: string;
  /** The user's own word, relative to `cwd`: it is looked at no further. */
  root?: string | undefined;
  /** Who asks; without it, as on a system without user ids, nobody is a stranger. */
  userId?: number | undefined;
}

/**
 * The real path of the root: the one that is named, else the nearest folder from `cwd` upwards with a
 * `review.config.json` or `.git`, else the nearest with a known layout of notes and gates. The search ends at the first
 * `.git`, and before a folder or file that somebody else could have put there. Throws RootNotFoundError, NoRootError or
 * ForeignRootError.
 */
export async function findRoot({ cwd, root, userId }: RootSearch): Promise<string> {
  if (root !== undefined) return realDirectory(resolve(cwd, root));
  const start = await realDirectory(cwd);
  let withLayout: string | undefined;
  let stranger: { path: string; why: string } | undefined;
  for (let folder = start; ; folder = dirname(folder)) {
    const marks = await findMarks(folder);
    stranger = firstStranger([folder, ...marks], userId);
    const hasLayout = marks.length === 0 && findLayout(folder) !== undefined;
    if (stranger !== undefined) {
      if (marks.length === 0 && !hasLayout) stranger = undefined;
      break;
    }
    if (marks.length > 0) return folder;
    if (hasLayout) withLayout ??= folder;
    if (dirname(folder) === folder) break;
  }
  if (withLayout !== undefined) return withLayout;
  throw stranger === undefined ? new NoRootError(start) : new ForeignRootError(stranger.path, stranger.why);
}

async function realDirectory(path: string): Promise<string> {
  if (fileKind(path) !== "directory") throw new RootNotFoundError(path);
  return realpathSync(path);
}

/** What makes a folder a root: its configuration, and `.git`, which is a file in a linked worktree. */
async function findMarks(folder: string): Promise<string[]> {
  const [config, git] = [join(folder, CONFIG_FILE_NAME), join(folder, ".git")];
  return [...(fileKind(config) === "file" ? [config] : []), ...(fileKind(git) === undefined ? [] : [git])];
}

function firstStranger(paths: readonly string[], userId: number | undefined) {
  for (const path of paths) {
    const why = findStranger(path, userId);
    if (why !== undefined) return { path, why };
  }
  return undefined;
}
