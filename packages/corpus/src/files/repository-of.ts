import { lstatSync } from "node:fs";
import { dirname, join } from "node:path";
import { isMissing } from "./file-errors.ts";

/**
 * The folder of the repository that a folder, given by its real path, is in; undefined if it is in none. Of a submodule, and of whatever
 * has a `.git` that is no folder, it is the one further out: whoever made that one decides what is in here.
 */
export function repositoryOf(folder: string): string | undefined {
  let found: string | undefined;
  for (let at = folder; ; at = dirname(at)) {
    const git = seeGit(at);
    if (git !== undefined) found = at;
    if (git === "folder" || dirname(at) === at) return found;
  }
}

function seeGit(folder: string): "folder" | "other" | undefined {
  try {
    return lstatSync(join(folder, ".git")).isDirectory() ? "folder" : "other";
  } catch (error) {
    // What cannot be looked at is there.
    return isMissing(error) ? undefined : "other";
  }
}
