import { askGit, type GitPlace } from "./ask-git.ts";
import { commitOf } from "./commit-of.ts";

/** The paths of all files that a commit has at or below some paths, all relative to the folder, with `/`. Throws GitRefError. */
export async function listCommitted(
  ref: string,
  paths: readonly string[],
  place: GitPlace,
): Promise<string[]> {
  const commit = await commitOf(ref, place);
  const args = ["--literal-pathspecs", "ls-tree", "-r", "-z", "--name-only", commit, "--", ...paths];
  const listed = await askGit(ref, args, place, "its files cannot be listed");
  return listed.toString("utf8").split("\0").filter(Boolean);
}
