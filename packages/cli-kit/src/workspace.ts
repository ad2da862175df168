import { isAbsolute, resolve } from "node:path";
import { type Corpus, openCorpus } from "@review/corpus";
import {
  type Ledger,
  LedgerNotFoundError,
  LedgerOutdatedError,
  ledgerExists,
  openLedger,
  type RunId,
  RunNotFoundError,
} from "@review/db";
import type { GlobalArgs } from "./command-line/command.ts";
import { UsageError } from "./command-line/usage-error.ts";
import type { Io } from "./io.ts";
import { nonBlank } from "./settings.ts";

/** The tree a command works on, and where its ledger is. */
export interface Workspace {
  corpus: Corpus;
  /** Absolute path of the ledger file, or a URL. */
  ledgerUrl: string;
}

/**
 * Finds root, configuration and ledger: flags beat the environment (`REVIEW_ROOT`, `REVIEW_DB`), that beats the
 * file. Throws UsageError for a flag that is given but blank and for a ledger in memory, and what `openCorpus` throws.
 */
export async function openWorkspace(args: GlobalArgs, { cwd, environment }: Io): Promise<Workspace> {
  for (const name of ["root", "db"] as const) {
    if (args[name]?.trim() === "") throw new UsageError(`--${name} is empty: name one, or leave it out`);
  }
  const root = args.root ?? nonBlank(environment.REVIEW_ROOT);
  const corpus = await openCorpus({ cwd, ...(root !== undefined && { root: resolve(cwd, root) }) });
  const named = args.db ?? nonBlank(environment.REVIEW_DB);
  const ledgerUrl = named === undefined ? at(corpus.root, corpus.config.database) : at(cwd, named);
  return { corpus, ledgerUrl };
}

function at(directory: string, url: string): string {
  if (url === ":memory:") {
    throw new UsageError(
      "a ledger in memory is forgotten when the command ends: name a file instead of :memory:",
    );
  }
  return url === "" || isAbsolute(url) || /^[a-z][a-z0-9+.-]+:\/\//i.test(url)
    ? url
    : resolve(directory, url);
}

/** Opens the ledger to record something, creating it if there is none. */
export async function openLedgerToWrite({ ledgerUrl }: Workspace): Promise<Ledger> {
  return openLedger(ledgerUrl);
}

/** Opens the ledger to change a run in it. Where there is no ledger there is no run either: RunNotFoundError. */
export async function openLedgerOfRun({ ledgerUrl }: Workspace, runId: RunId): Promise<Ledger> {
  if (isAbsolute(ledgerUrl) && !ledgerExists(ledgerUrl)) throw new RunNotFoundError(runId);
  return openLedger(ledgerUrl);
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
export async function openLedgerUnchanged({ ledgerUrl }: Workspace): Promise<Ledger> {
  try {
    return await openLedger(ledgerUrl, { readOnly: true });
  } catch (error) {
    if (error instanceof LedgerNotFoundError) return openLedger(":memory:");
    throw error;
  }
}
