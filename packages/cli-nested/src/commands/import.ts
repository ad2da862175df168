import { resolve } from "node:path";
import {
  type CommandRun,
  type GlobalArgs,
  openLedgerToRead,
  openLedgerToWrite,
  openWorkspace,
  printJson,
  printLines,
  UsageError,
} from "@review/cli-kit";
import { shownLedger } from "@review/db";
import { type ImportReport, importOldLedger, openOldLedger } from "@review/import";
import { describeImport } from "./import/describe-import.ts";
import { gatherSources } from "./import/gather-sources.ts";
import { putTextsAside } from "./import/put-aside.ts";

export interface ImportArgs extends GlobalArgs {
  old: string;
  codexSessions?: string | undefined;
  dryRun?: boolean | undefined;
}

/** What an import did, or would do. */
export interface ImportDocument extends ImportReport {
  /** Absolute path of the file that was read. */
  oldLedger: string;
  /** Absolute path of the ledger that was written. */
  ledger: string;
}

/**
 * Brings an old ledger in, or says what would happen. No signal is watched: Ctrl-C ends the process at once, also in the
 * middle of the transaction, of which then nothing remains.
 */
export const runImport: CommandRun<ImportArgs> = async (args, { io }) => {
  if (args.old.trim() === "") throw new UsageError("name the SQLite file of the old scripts");
  const workspace = await openWorkspace(args, io);
  const { ledgerUrl } = workspace;
  using old = openOldLedger(resolve(io.cwd, args.old));
  using aside = putTextsAside();
  const sources = await gatherSources(workspace.corpus, old.readHistory(), { args, io, aside });
  const { dryRun = false } = args;
  // Last of all: until here nothing has been created.
  await using ledger = await (dryRun ? openLedgerToRead : openLedgerToWrite)(workspace, { takesIn: false });
  const report = await importOldLedger(ledger, old, { ...sources, dryRun });
  const places = { oldLedger: old.path, ledger: shownLedger(ledgerUrl) };
  const document: ImportDocument = { ...places, ...report };
  if (args.json) printJson(io, document);
  else printLines(io, describeImport(report, places, io));
};
