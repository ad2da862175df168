import { toOneLine } from "../one-line.ts";
import { MAX_OUTPUT_BYTES } from "../process/output-limit.ts";
import type { Environment } from "../process/search-path.ts";
import { runSubprocess } from "../process/subprocess.ts";
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

/**
 * What git prints about a commit, for a command that reads objects alone. Throws GitRefError with git's own words, or, where it has
 * none, with `otherwise`.
 */
export async function askGit(
  ref: string,
  args: readonly string[],
  {
    folder,
    environment,
    stdin = "",
    timeoutMs = TIMEOUT_MS,
    mostBytes = MAX_OUTPUT_BYTES,
  }: GitPlace & { stdin?: string; timeoutMs?: number; mostBytes?: number },
  otherwise: string,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const end = await runSubprocess({
    ...harmlessGit(args, folder, environment),
    stdin,
    timeoutMs,
    maxOutputBytes: mostBytes,
    // Ctrl-C ends this process at once, and git with it.
    signal: new AbortController().signal,
    onChunk: (chunk) => chunks.push(chunk),
  });
  if (end.cause === "not-found") throw new GitRefError(ref, "git is not installed");
  if (end.cause === "timeout") throw new GitRefError(ref, `git did not answer within ${timeoutMs / 1000} s`);
  if (end.cause === "too-much-output")
    throw new GitRefError(ref, `what was asked for has more than ${Math.floor(mostBytes / 1e6)} MB`);
  if (end.cause !== "exited") throw new GitRefError(ref, end.problem ?? `git ended by ${end.cause}`);
  if (end.exitCode !== 0) throw new GitRefError(ref, end.stderr.trim() || otherwise);
  return Buffer.concat(chunks);
}
