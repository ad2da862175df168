import { isAbsolute } from "node:path";
import {
  hasLock,
  type Io,
  type LockUse,
  openLedgerToRead,
  openLedgerToWrite,
  type Workspace,
} from "@review/cli-kit";
import { type Ledger, ledgerExists } from "@review/db";
import type { AskedEarlierEntries } from "@review/views";

/** Has a ledger take in what the lock says of texts that are in git: notes and gates were edited before it knew of them. */
export const earlierInGit = (
  { corpus: { root: folder } }: Workspace,
  { environment }: Io,
  asked: Omit<AskedEarlierEntries, "findTexts"> = {},
): LockUse => ({
  earlier: {
    ...asked,
    findTexts: async (wanted) =>
      (await import("@review/runner")).findEarlierTexts(wanted, { folder, environment }),
  },
});

/**
 * Opens the ledger to acknowledge something in it. Where there is no ledger and no lock, nothing was ever reviewed:
 * then, as for a dry run, none is created.
 */
export async function openLedgerToAcknowledge(
  workspace: Workspace,
  { dryRun = false }: { dryRun?: boolean | undefined },
  use: LockUse = {},
): Promise<Ledger> {
  const { ledgerUrl } = workspace;
  const isMissing = isAbsolute(ledgerUrl) && !ledgerExists(ledgerUrl) && !hasLock(workspace);
  return dryRun || isMissing ? openLedgerToRead(workspace, use) : openLedgerToWrite(workspace, use);
}
