import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gitIn } from "@review/test-kit/git-in.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { openLedger } from "../../src/open-ledger.ts";
import { insertRun } from "../../src/transitions.ts";
import { newRun } from "../new-run.ts";
import { NAME } from "./left-with-log.ts";

/** The second name of a ledger, in a git folder. */
export const KEPT = `review/${NAME}`;

/** A repository with one commit on `main`. */
export function newRepository(): string {
  const root = scratchFolder();
  gitIn(root, "init", "--quiet", "--initial-branch=main");
  writeFileSync(join(root, "own"), "");
  gitIn(root, "add", "own");
  gitIn(root, "commit", "--quiet", "--message=own");
  return root;
}

/** Records a run into a ledger, which is made if there is none. */
export async function record(path: string): Promise<void> {
  await using ledger = await openLedger(path);
  await insertRun(ledger, newRun());
}

/** A repository with one run in its ledger. */
export async function repositoryWithLedger(): Promise<{ root: string; path: string; kept: string }> {
  const root = newRepository();
  const path = join(root, NAME);
  await record(path);
  return { root, path, kept: join(root, ".git", KEPT) };
}

/** Commits a file in the place of a ledger, or of its folder, as branch `theirs`, without a file of that name in the tree before and after. */
export async function commitTheirs(
  root: string,
  make: (root: string) => unknown = theirLedger,
): Promise<void> {
  const there = scratchFolder();
  gitIn(there, "clone", "--quiet", root, ".");
  await make(there);
  gitIn(there, "add", "--force", "--all");
  gitIn(there, "commit", "--quiet", "--message=theirs");
  gitIn(root, "fetch", "--quiet", there, "HEAD:theirs");
}

async function theirLedger(root: string): Promise<void> {
  const made = join(scratchFolder(), "l.sqlite");
  await (await openLedger(made)).close();
  putFile(join(root, NAME), readFileSync(made));
}

/** Puts a file as git makes it. */
export function putFile(path: string, content: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  chmodSync(path, 0o644);
}

export const inode = (path: string): number => statSync(path).ino;
