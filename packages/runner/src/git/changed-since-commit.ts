import { closeSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openRegularFile } from "@review/corpus";
import { askGit, commitOf, type GitPlace } from "./ask-git.ts";
import { gitBlobId } from "./git-objects.ts";

/**
 * Answers which of some files, relative to the folder, are not, byte for byte, what they were where the branch of the tree left a
 * commit: changed, new, committed or not. No filter of git has a say, since it may be a program of the repository. Throws GitRefError.
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
    const [, id, path] = /^\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    if (id !== undefined && path !== undefined) committed.set(path, id);
  }
  return async (paths) =>
    new Set(paths.filter((path) => !isBlob(join(place.folder, path), committed.get(path))));
}

/** Whether a file has the bytes behind a git id. What cannot be read has not. */
function isBlob(file: string, id: string | undefined): boolean {
  if (id === undefined) return false;
  const bytes = readIfThere(file);
  // Ids of 64 digits are those of a repository that is kept by SHA-256.
  return bytes !== undefined && gitBlobId(bytes, id.length === 64 ? "sha256" : "sha1") === id;
}

function readIfThere(file: string): Buffer | undefined {
  try {
    const { descriptor } = openRegularFile(file, "note");
    try {
      return readFileSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}
