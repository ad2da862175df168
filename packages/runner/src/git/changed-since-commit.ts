import { closeSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openRegularFile } from "@review/corpus";
import { errorCode } from "@review/db/guards";
import { askGit, type GitPlace } from "./ask-git.ts";
import { commitOf } from "./commit-of.ts";
import { gitBlobId } from "./git-objects.ts";

/**
 * Answers which of some files, relative to the folder, are not, byte for byte, what they were where the branch of the tree left a
 * commit: changed, new, gone, committed or not. No filter of git has a say, since it may be a program of the repository. Throws GitRefError.
 */
export async function changedSinceCommit(
  ref: string,
  place: GitPlace,
): Promise<(paths: readonly string[]) => Promise<Set<string>>> {
  const commit = await commitOf(ref, place);
  const head = await commitOf("HEAD", place);
  const base = await askGit(
    ref,
    ["merge-base", commit, head],
    place,
    "it has no commit in common with what is checked out; a shallow clone has too few of them",
  );
  const listed = await askGit(ref, ["ls-tree", "-r", "-z", base.toString().trim()], place, "it has no tree");
  const committed = new Map<string, string>();
  for (const line of listed.toString().split("\0")) {
    const [, id, path] = /^100\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    if (id !== undefined && path !== undefined) committed.set(path, id);
  }
  return async (paths) =>
    new Set(paths.filter((path) => !isSame(join(place.folder, path), committed.get(path))));
}

/** Whether a file has the bytes behind a git id, or is no more there than it was. What cannot be read is not the same. */
function isSame(file: string, id: string | undefined): boolean {
  const bytes = readBytes(file);
  if (bytes === "gone" || id === undefined) return bytes === "gone" && id === undefined;
  // Ids of 64 digits are those of a repository that is kept by SHA-256.
  return bytes !== undefined && gitBlobId(bytes, id.length === 64 ? "sha256" : "sha1") === id;
}

function readBytes(file: string): Buffer | "gone" | undefined {
  try {
    const { descriptor } = openRegularFile(file, "note");
    try {
      return readFileSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR" ? "gone" : undefined;
  }
}
