import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { gitAbove } from "../git-above.ts";
import { toOneLine } from "../one-line.ts";
import type { Environment } from "../process/search-path.ts";
import { runSubprocess } from "../process/subprocess.ts";
import { blobReader } from "./batch-output.ts";
import { findPipe } from "./find-pipe.ts";
import { harmlessGit } from "./harmless-git.ts";

/** The objects of a repository cannot be read, although there is one. */
export class GitUnreadableError extends Error {
  override readonly name = "GitUnreadableError";
  readonly code = "git-unreadable";
  constructor(folder: string, reason: string, mend = "mend it") {
    super(
      `the git repository of ${folder} cannot be read: ${toOneLine(reason)}; ${mend}, or move its .git away`,
    );
  }
}

/** The git id of a file with these bytes: SHA-1 (in some repositories SHA-256) of `blob LENGTH\0BYTES` (https://git-scm.com/book/en/v2/Git-Internals-Git-Objects). */
export function gitBlobId(bytes: Uint8Array, algorithm: "sha1" | "sha256" = "sha1"): string {
  return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

/** Hundreds of thousands of objects take minutes. */
const TIMEOUT_MS = 15 * 60 * 1000;
/** But something is printed all the time; git says nothing where it waits for a pipe that somebody put in place of a file. */
const SILENCE_MS = 60 * 1000;

/**
 * Reads the texts behind git blob ids (40 hex digits), in bytes, as far as the repository around `folder` has them and they
 * are UTF-8: one `git cat-file --batch` for all. Each is handed on and not kept. Without a repository there is none. Nothing is fetched from a remote.
 * Throws GitUnreadableError if there is a repository but git is not installed or refuses it, and what `onText` throws.
 */
export async function readGitTexts(
  ids: Iterable<string>,
  {
    folder,
    environment,
    silenceMs = SILENCE_MS,
  }: {
    folder: string;
    environment: Environment;
    /** How long git may print nothing. */
    silenceMs?: number;
  },
  onText: (id: string, bytes: Uint8Array) => void,
): Promise<void> {
  const wanted = [...new Set(ids)].filter((id) => /^[0-9a-f]{40}$/.test(id));
  if (wanted.length === 0 || gitAbove(folder) === undefined) return;
  const pipe = findPipe(folder);
  if (pipe !== undefined) {
    throw new GitUnreadableError(folder, `${pipe} is a pipe or a device`, "put the file back");
  }
  const stop = new AbortController();
  let refusal: { error: unknown } | undefined;
  const timer = setTimeout(() => stop.abort(), silenceMs);
  const onChunk = blobReader((id, bytes) => {
    // What has another id than asked for is not what was reviewed, whoever replaced it.
    if (refusal || !isUtf8(bytes) || gitBlobId(bytes) !== id) return;
    try {
      onText(id, bytes);
    } catch (error) {
      refusal = { error };
      stop.abort();
    }
  });
  const end = await runSubprocess({
    ...harmlessGit(["cat-file", "--batch", "--buffer"], folder, environment),
    stdin: wanted.map((id) => `${id}\n`).join(""),
    timeoutMs: TIMEOUT_MS,
    // Ctrl-C ends this process at once, and git with it.
    signal: new AbortController().signal,
    dismissed: stop.signal,
    maxOutputBytes: Number.POSITIVE_INFINITY,
    onChunk: (chunk) => {
      timer.refresh();
      onChunk(chunk);
    },
  });
  clearTimeout(timer);
  if (refusal) throw refusal.error;
  if (end.cause === "not-found") throw new GitUnreadableError(folder, "git is not installed", "install it");
  if (end.cause === "dismissed") {
    throw new GitUnreadableError(folder, `git said nothing for ${Math.round(silenceMs / 1000)} s`);
  }
  if (end.cause !== "exited" || end.exitCode !== 0) {
    throw new GitUnreadableError(folder, end.stderr.trim() || end.problem || `git ended by ${end.cause}`);
  }
}
