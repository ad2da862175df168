import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The `.git` of a folder, or of the nearest one above it: a folder, or a file in a worktree and in a submodule. */
export function gitAbove(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const git = join(at, ".git");
    if (existsSync(git)) return git;
    if (dirname(at) === at) return undefined;
  }
}
