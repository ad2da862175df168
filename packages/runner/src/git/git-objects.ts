import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { gitAbove } from "../git-above.ts";
import { toOneLine } from "../one-line.ts";
import type { Environment } from "../process/search-path.ts";
import { runSubprocess } from "../process/subprocess.ts";
import { blobReader, readSizes } from "./batch-output.ts";
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

/** The texts that are asked for have more bytes together than are read. */
export class GitTooMuchError extends Error {
  override readonly name = "GitTooMuchError";
  readonly code = "git-too-much";
  constructor(folder: string, bytes: number, most: number) {
    super(
      `the texts that are looked for in the git repository of ${folder} have ${Math.ceil(bytes / 1e6)} MB together, more than the ${most / 1e6} that are read: name fewer, in a copy of the old file without some of its rows`,
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

/** The most bytes of texts that are read at once. Our choice: some hundred thousand versions of notes; git stores as much of one letter in 2 MB. */
const MOST_TOGETHER = 2_000_000_000;

/** Ids of 64 digits are those of a repository that is kept by SHA-256. */
const ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** The repository around a folder, and what git gets. */
interface ObjectsPlace {
  folder: string;
  environment: Environment;
  /** How long git may print nothing. */
  silenceMs?: number;
}

/**
 * Reads the texts behind git blob ids (40 hex digits, or 64), each with the most bytes that it may have, as far as the repository around `folder` has
 * them and they are UTF-8: one `git cat-file --batch` for all. Their sizes are asked for before, so that nothing is unpacked for nothing. Each is
 * handed on and not kept. Without a repository there is none. Nothing is fetched from a remote. Throws GitUnreadableError if there is a
 * repository but git is not installed or refuses it, GitTooMuchError for more than `most` bytes together, and what `onText` throws.
 */
export async function readGitTexts(
  ids: ReadonlyMap<string, number>,
  { most = MOST_TOGETHER, ...place }: ObjectsPlace & { most?: number },
  onText: (id: string, bytes: Uint8Array) => void,
): Promise<void> {
  const { folder } = place;
  const named = [...ids.keys()].filter((id) => ID.test(id));
  if (named.length === 0 || gitAbove(folder) === undefined) return;
  const pipe = findPipe(folder);
  if (pipe !== undefined) {
    throw new GitUnreadableError(folder, `${pipe} is a pipe or a device`, "put the file back");
  }
  const listed: Buffer[] = [];
  await askObjects("--batch-check", named, place, (chunk) => listed.push(chunk));
  const sizes = readSizes(Buffer.concat(listed).toString("latin1"));
  const wanted = named.filter((id) => (sizes.get(id) ?? Number.POSITIVE_INFINITY) <= (ids.get(id) ?? 0));
  const lengths = wanted.map((id) => sizes.get(id) ?? 0);
  const together = lengths.reduce((sum, bytes) => sum + bytes, 0);
  if (together > most) throw new GitTooMuchError(folder, together, most);
  const onBlob = (id: string, bytes: Buffer) => {
    // What has another id than asked for is not what was reviewed, whoever replaced it.
    if (isUtf8(bytes) && gitBlobId(bytes, id.length === 64 ? "sha256" : "sha1") === id) onText(id, bytes);
  };
  const longest = lengths.reduce((one, other) => Math.max(one, other), 0);
  if (wanted.length > 0) await askObjects("--batch", wanted, place, blobReader(onBlob, longest));
}

/** Has git say something of objects. Throws GitUnreadableError, and what `onChunk` throws. */
async function askObjects(
  form: "--batch" | "--batch-check",
  ids: readonly string[],
  { folder, environment, silenceMs = SILENCE_MS }: ObjectsPlace,
  onChunk: (chunk: Buffer) => void,
): Promise<void> {
  const stop = new AbortController();
  let refusal: { error: unknown } | undefined;
  const timer = setTimeout(() => stop.abort(), silenceMs);
  const end = await runSubprocess({
    ...harmlessGit(["cat-file", form, "--buffer"], folder, environment),
    stdin: ids.map((id) => `${id}\n`).join(""),
    timeoutMs: TIMEOUT_MS,
    // Ctrl-C ends this process at once, and git with it.
    signal: new AbortController().signal,
    dismissed: stop.signal,
    maxOutputBytes: Number.POSITIVE_INFINITY,
    onChunk: (chunk) => {
      timer.refresh();
      if (refusal) return;
      try {
        onChunk(chunk);
      } catch (error) {
        refusal = { error };
        stop.abort();
      }
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
