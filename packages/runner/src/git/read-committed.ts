import { askGit, type GitPlace } from "./ask-git.ts";
import { commitOf } from "./commit-of.ts";

/** The bytes that a file, relative to the folder, has in a commit. Throws GitRefError. */
export async function readCommitted(ref: string, path: string, place: GitPlace): Promise<Buffer> {
  const commit = await commitOf(ref, place);
  // `cat-file` shows a file as it was committed: `show` would run what attributes name.
  return askGit(ref, ["cat-file", "blob", `${commit}:./${path}`], place, `it has no ${path}`);
}
