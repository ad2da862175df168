import { closeSync, openSync, renameSync, rmSync } from "node:fs";
import { LedgerUnavailableError } from "../../errors.ts";
import { failureReason } from "../../guards.ts";
import { openSqlite } from "../driver/open-sqlite.ts";

/**
 * Copies a ledger as it was last committed to `<path>.v<version>.bak`, readable for its owner only; a copy of
 * that version which is there already is replaced. The caller holds the write lock on another connection, so
 * that nothing is written between the copy and what the caller does next. Throws LedgerUnavailableError.
 */
export function backUpLedger(path: string, version: number): void {
  const target = `${path}.v${version}.bak`;
  const unfinished = `${target}.tmp`;
  try {
    // Under the write lock there is no other process at it: what is there was left by a killed one.
    rmSync(unfinished, { force: true });
    // SQLite would create it with the permissions of any file.
    closeSync(openSync(unfinished, "wx", 0o600));
    const reader = openSqlite(path, { readonly: true });
    try {
      reader.prepare("VACUUM INTO ?").run(unfinished);
    } finally {
      reader.close();
    }
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { force: true });
    const reason = failureReason(error);
    throw new LedgerUnavailableError(
      path,
      `it must be migrated, and its backup ${target} cannot be written (${reason}); is there room on the disk?`,
      { cause: error },
    );
  }
}
