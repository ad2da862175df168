import { LARGEST } from "@review/corpus";
import { askGit, type GitPlace } from "./ask-git.ts";
import { commitOf } from "./commit-of.ts";

/** The bytes that a file of a kind, relative to the folder, has in a commit. Throws GitRefError, also for more than are read of a file of the tree. */
export async function readCommitted(
  ref: string,
  path: string,
  { kind, ...place }: GitPlace & { kind: keyof typeof LARGEST },
): Promise<Buffer> {
  const commit = await commitOf(ref, place);
  // `cat-file` shows a file as it was committed: `show` would run what attributes name.
  return askGit(
    ref,
    ["cat-file", "blob", `${commit}:./${path}`],
    { ...place, mostBytes: LARGEST[kind] },
    `it has no ${path}`,
  );
}
