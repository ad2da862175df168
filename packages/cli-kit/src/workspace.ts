import { isAbsolute } from "node:path";
import {
  type Ledger,
  LedgerNotFoundError,
  LedgerOutdatedError,
  ledgerExists,
  openLedger,
  type RunId,
  RunNotFoundError,
} from "@review/db";
import type { Workspace } from "./open-workspace.ts";
import { settleLedgerPlace } from "./trust/ledger-place.ts";

/**
 * Opens the ledger to record something, creating it if there is none. Before it is closed the lock is written, if it is to be
 * kept up to date.
 */
export async function openLedgerToWrite(workspace: Workspace): Promise<Ledger> {
  return openWithLock(await settleLedgerPlace(workspace), workspace);
}

async function openWithLock(ledgerUrl: string, { corpus, warn }: Workspace): Promise<Ledger> {
  const ledger = await openLedger(ledgerUrl);
  if (corpus.config.lock.auto) await (await import("./keep-lock.ts")).keepLock(corpus, ledger, warn);
  return ledger;
}

/** Opens the ledger to change a run in it. Where there is no ledger there is no run either: RunNotFoundError. */
export async function openLedgerOfRun(workspace: Workspace, runId: RunId): Promise<Ledger> {
  const ledgerUrl = await settleLedgerPlace(workspace);
  if (isAbsolute(ledgerUrl) && !ledgerExists(ledgerUrl)) throw new RunNotFoundError(runId);
  return openWithLock(ledgerUrl, workspace);
}

/**
 * Opens the ledger to look at: creates no file, and where there is none, it is as an empty one. The first command that
 * meets a ledger of an earlier version migrates it, also one that only reads: nobody could go on otherwise.
 */
export async function openLedgerToRead(workspace: Workspace): Promise<Ledger> {
  try {
    return await openLedgerUnchanged(workspace);
  } catch (error) {
    if (!(error instanceof LedgerOutdatedError)) throw error;
    await (await openLedger(workspace.ledgerUrl)).close();
    return openLedgerUnchanged(workspace);
  }
}

/** The same, but throws LedgerOutdatedError for a ledger of an earlier version. */
export async function openLedgerUnchanged(workspace: Workspace): Promise<Ledger> {
  const ledgerUrl = await settleLedgerPlace(workspace);
  try {
    return await openLedger(ledgerUrl, { readOnly: true });
  } catch (error) {
    if (error instanceof LedgerNotFoundError) return openLedger(":memory:");
    throw error;
  }
}
