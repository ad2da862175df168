import { isAbsolute } from "node:path";
import { hasLock, openLedgerToRead, openLedgerToWrite, type Workspace } from "@review/cli-kit";
import { type Ledger, ledgerExists } from "@review/db";

/**
 * Opens the ledger to acknowledge something in it. Where there is no ledger and no lock, nothing was ever reviewed:
 * then, as for a dry run, none is created.
 */
export async function openLedgerToAcknowledge(
  workspace: Workspace,
  { dryRun = false }: { dryRun?: boolean | undefined },
): Promise<Ledger> {
  const { ledgerUrl } = workspace;
  const isMissing = isAbsolute(ledgerUrl) && !ledgerExists(ledgerUrl) && !hasLock(workspace);
  return dryRun || isMissing ? openLedgerToRead(workspace) : openLedgerToWrite(workspace);
}
