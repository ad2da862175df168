import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import { checkFields } from "./check-fields.ts";
import { LedgerError } from "./errors.ts";
import { type Ledger, ledgerOver } from "./ledger.ts";
import { seeFile } from "./sqlite/files/ledger-files.ts";
import { trackedByGit } from "./sqlite/files/tracked-by-git.ts";
import { openConnection } from "./sqlite/open-connection.ts";
import { sqliteStorage } from "./sqlite/sqlite-storage.ts";

export interface OpenLedgerOptions {
  /** Refuse to create, migrate or write. Default false. */
  readOnly?: boolean;
  /** Where "now" comes from. Default: the system clock. */
  clock?: () => Date;
}

/**
 * Opens the ledger at a path (or `:memory:`), creating and migrating it as needed. Safe when many processes open a new file
 * at once.
 *
 * Throws LedgerNotFoundError (read-only and no file), NotALedgerError, LedgerTooNewError,
 * LedgerOutdatedError, MigrationChangedError or LedgerUnavailableError; InvalidInputError for what is no path.
 */
export async function openLedger(url: string, options: OpenLedgerOptions = {}): Promise<Ledger> {
  checkFields({ url }, "openLedger", { url: "text" });
  checkFields(options, "openLedger", { readOnly: "boolean?", clock: "function?" });
  const { readOnly = false, clock = () => new Date() } = options;
  const path = ledgerPath(url);
  const connection = await openConnection(path, { readOnly, now: () => clock().toISOString() });
  return ledgerOver(sqliteStorage(connection), path, readOnly);
}

/** Whether there is a file at the path of a ledger. Throws LedgerUnavailableError where that cannot be seen. */
export function ledgerExists(path: string): boolean {
  checkFields({ path }, "ledgerExists", { path: "text" });
  return seeFile(path) !== undefined;
}

/**
 * Whether the file of a ledger is there and comes along with the git repository around it, and so from whoever changes that.
 * Throws LedgerUnavailableError where that cannot be seen.
 */
export function isBroughtByGit(path: string): boolean {
  return ledgerExists(path) && trackedByGit([realpathSync.native(path)]).length > 0;
}

/** The one place that tells engines apart, by the form of the name. */
function ledgerPath(url: string): string {
  if (url === "") throw new LedgerError("bad-ledger-url", "the ledger's path is empty");
  if (url === ":memory:") return url;
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(url)?.[1];
  if (scheme)
    throw new LedgerError("bad-ledger-url", `a ledger is a file, ${scheme}:// is not supported: name a path`);
  return resolve(url);
}
