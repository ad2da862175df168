import { existsSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import {
  isWrittenByGit,
  type Ledger,
  LedgerNotFoundError,
  LedgerOutdatedError,
  ledgerExists,
  type OpenLedgerOptions,
  openLedger,
  type RunId,
  RunNotFoundError,
} from "@review/db";
import type { AskedEarlierEntries } from "@review/views";
import type { Workspace } from "./open-workspace.ts";
import type { RefusedOfLock } from "./take-in-lock.ts";
import { settleLedgerPlace } from "./trust/ledger-place.ts";

/** What a command does with the lock when it opens a ledger. */
export interface LockUse {
  /** Whether the ledger takes it in. Default true; not for what is started for each gate, and for what is about runs alone. */
  takesIn?: boolean;
  /** Given what does not count of it. Default: the user is warned in one line. */
  onRefused?(refused: RefusedOfLock): void;
  /** That the ledger takes in, too, what the lock says of texts that notes and gates had before. Default: of none. */
  earlier?: AskedEarlierEntries;
}

/**
 * Opens the ledger to record something, creating it if there is none, and has it take the lock in. Before it is closed the lock is
 * written, if it is to be kept up to date.
 */
export async function openLedgerToWrite(workspace: Workspace, use: LockUse = {}): Promise<Ledger> {
  return openWithLock(await settleLedgerPlace(workspace), workspace, use);
}

async function openWithLock(ledgerUrl: string, workspace: Workspace, use: LockUse): Promise<Ledger> {
  const { corpus, warn } = workspace;
  const ledger = await openLedger(ledgerUrl, tellingOf(workspace));
  await warnOfGit(workspace, ledger);
  await takeIn(workspace, ledger, use);
  if (corpus.config.lock.auto) await (await import("./keep-lock.ts")).keepLock(corpus, ledger, warn);
  return ledger;
}

async function takeIn(
  workspace: Workspace,
  ledger: Ledger,
  { takesIn = true, onRefused, earlier }: LockUse,
): Promise<void> {
  if (!takesIn || !hasLock(workspace)) return;
  const { takeInEarlier, takeInLock } = await import("./take-in-lock.ts");
  await takeInLock(workspace, ledger, onRefused);
  if (earlier) await takeInEarlier(workspace, ledger, earlier);
}

/** Whether the tree comes with a lock. */
export function hasLock({ corpus: { root, config } }: Pick<Workspace, "corpus">): boolean {
  return existsSync(join(root, config.lock.path));
}

/** Has the user told of a ledger that git, or somebody, took away, and that is there again, and of one that is of an earlier version. */
function tellingOf({ warn, ledgerUrl, onMigrating }: Workspace): OpenLedgerOptions {
  return {
    onMigrating,
    onPutBack: (keptAs) =>
      warn(`put back ${ledgerUrl}, which was gone (kept in ${keptAs}): to begin anew remove both`),
  };
}

/** A pull may have put it there where the user's own was not kept, which git takes for a file that may be overwritten. */
async function warnOfGit({ warn }: Workspace, { url }: Ledger): Promise<void> {
  if (!(await isWrittenByGit(url))) return;
  warn(
    `git brought ${url} along, perhaps in the place of one of your own: what it says was recorded by whoever committed it; \`git rm --cached\` keeps it to yourself`,
  );
}

/** Opens the ledger to change a run in it. Where there is no ledger there is no run either: RunNotFoundError. */
export async function openLedgerOfRun(workspace: Workspace, runId: RunId): Promise<Ledger> {
  const ledgerUrl = await settleLedgerPlace(workspace);
  if (isAbsolute(ledgerUrl) && !ledgerExists(ledgerUrl)) throw new RunNotFoundError(runId);
  return openWithLock(ledgerUrl, workspace, { takesIn: false });
}

/**
 * Opens the ledger to look at, and has it take the lock in: creates no file, and where there is none, it has what the lock says. The first command that
 * meets a ledger of an earlier version migrates it, also one that only reads: nobody could go on otherwise.
 */
export async function openLedgerToRead(workspace: Workspace, use: LockUse = {}): Promise<Ledger> {
  const ledger = await openMigrated(workspace);
  await warnOfGit(workspace, ledger);
  await takeIn(workspace, ledger, use);
  return ledger;
}

async function openMigrated(workspace: Workspace): Promise<Ledger> {
  try {
    return await openLedgerUnchanged(workspace);
  } catch (error) {
    if (!(error instanceof LedgerOutdatedError)) throw error;
    await (await openLedger(workspace.ledgerUrl, tellingOf(workspace))).close();
    return openLedgerUnchanged(workspace);
  }
}

/** The same without the lock, but throws LedgerOutdatedError for a ledger of an earlier version. */
export async function openLedgerUnchanged(workspace: Workspace): Promise<Ledger> {
  const ledgerUrl = await settleLedgerPlace(workspace);
  try {
    return await openLedger(ledgerUrl, { readOnly: true, ...tellingOf(workspace) });
  } catch (error) {
    if (error instanceof LedgerNotFoundError) return openLedger(":memory:");
    throw error;
  }
}
