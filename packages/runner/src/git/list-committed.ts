import { askGit, type GitPlace } from "./ask-git.ts";
import { commitOf } from "./commit-of.ts";

/** The paths and object ids of all files that a commit has at or below some paths, all relative to the folder, with `/`. Throws GitRefError. */
export async function listCommitted(
  ref: string,
  paths: readonly string[],
  place: GitPlace,
): Promise<{ path: string; object: string }[]> {
  const commit = await commitOf(ref, place);
  const args = ["--literal-pathspecs", "ls-tree", "-r", "-z", commit, "--", ...paths];
  const listed = await askGit(ref, args, place, "its files cannot be listed");
  // `MODE TYPE OBJECT\tPATH` each; a submodule is no file, and may be called as an entry is written.
  return listed
    .toString("utf8")
    .split("\0")
    .flatMap((entry) => {
      const [, object, path] = /^\d+ blob ([0-9a-f]+)\t(.+)$/s.exec(entry) ?? [];
      return object === undefined || path === undefined ? [] : [{ path, object }];
    });
}
