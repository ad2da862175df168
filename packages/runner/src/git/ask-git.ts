import { toOneLine } from "../one-line.ts";
import type { Environment } from "../process/search-path.ts";
import { runSubprocess } from "../process/subprocess.ts";
import { findPipe, gitAbove } from "./find-pipe.ts";
import { harmlessGit } from "./harmless-git.ts";

/** Something that was asked for by the name of a commit cannot be read. */
export class GitRefError extends Error {
  override readonly name = "GitRefError";
  readonly code = "ref-unreadable";
  constructor(ref: string, reason: string) {
    super(`${JSON.stringify(ref)} cannot be read as a commit of this repository: ${toOneLine(reason)}`);
  }
}

/** The repository around a folder, and what a program started in it gets. */
export interface GitPlace {
  folder: string;
  environment: Environment;
}

/** What is read is the names of files, or a configuration. */
const TIMEOUT_MS = 60 * 1000;
/** What a name stands for, git knows at once, unless it waits for something. */
const TIMEOUT_OF_NAME_MS = 10 * 1000;

/** The id of the commit that a name stands for. Throws GitRefError, also where there is no git or no repository. */
export async function commitOf(ref: string, place: GitPlace): Promise<string> {
  if (gitAbove(place.folder) === undefined) throw new GitRefError(ref, "there is no repository");
  const pipe = findPipe(place.folder);
  if (pipe !== undefined) throw new GitRefError(ref, `${pipe} is a pipe or a device`);
  const asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`];
  const id = await askGit(
    ref,
    asked,
    { ...place, timeoutMs: TIMEOUT_OF_NAME_MS },
    "there is no such commit here",
  );
  return id.toString().trim();
}

/**
 * What git prints about a commit, for a command that reads objects alone. Throws GitRefError with git's own words, or, where it has
 * none, with `otherwise`.
 */
export async function askGit(
  ref: string,
  args: readonly string[],
  { folder, environment, timeoutMs = TIMEOUT_MS }: GitPlace & { timeoutMs?: number },
  otherwise: string,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const end = await runSubprocess({
    ...harmlessGit(args, folder, environment),
    stdin: "",
    timeoutMs,
    // Ctrl-C ends this process at once, and git with it.
    signal: new AbortController().signal,
    onChunk: (chunk) => chunks.push(chunk),
  });
  if (end.cause === "not-found") throw new GitRefError(ref, "git is not installed");
  if (end.cause === "timeout") throw new GitRefError(ref, `git did not answer within ${timeoutMs / 1000} s`);
  if (end.cause !== "exited") throw new GitRefError(ref, end.problem ?? `git ended by ${end.cause}`);
  if (end.exitCode !== 0) throw new GitRefError(ref, end.stderr.trim() || otherwise);
  return Buffer.concat(chunks);
}
