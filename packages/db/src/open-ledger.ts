import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import type Database from "better-sqlite3";
import { isBusy } from "./busy.ts";
import { ledgerOver } from "./connection.ts";
import { LedgerError, LedgerNotFoundError, NotALedgerError } from "./errors.ts";
import { openedFiles } from "./in-place.ts";
import type { Ledger } from "./ledger.ts";
import { prepareLedgerFile } from "./ledger-file.ts";
import { ledgerPaths, seeFile } from "./ledger-files.ts";
import { checkVersion, migrate, requireLatest } from "./migrate.ts";
import { openSqlite } from "./open-sqlite.ts";
import { requireOwnLog } from "./own-log.ts";
import { translateSqliteError, withLedgerErrors } from "./sqlite-errors.ts";

export interface OpenLedgerOptions {
  /** Refuse to create, migrate or write. Default false. */
  readOnly?: boolean;
  /** Where "now" comes from. Default: the system clock. */
  clock?: () => Date;
}

/** How long a statement waits for another process's write lock, in milliseconds. */
const BUSY_TIMEOUT_MS = 10_000;
const BUSY_RETRY_MS = 10;

/**
 * Opens the ledger at a path (or `:memory:`), creating and migrating it as needed: WAL, foreign keys on,
 * 10 s of patience with other writers, `synchronous=NORMAL`. Safe when many processes open a new file at
 * once.
 *
 * Throws LedgerNotFoundError (read-only and no file), NotALedgerError, LedgerTooNewError,
 * LedgerOutdatedError, MigrationChangedError or LedgerUnavailableError.
 */
export async function openLedger(url: string, options: OpenLedgerOptions = {}): Promise<Ledger> {
  const { readOnly = false, clock = () => new Date() } = options;
  const path = ledgerPath(url);
  const now = () => clock().toISOString();
  const isFile = path !== ":memory:";
  if (isFile) {
    const found = seeFile(path);
    if (found && !found.isFile) throw new NotALedgerError(path, "is not a file");
    if (!found && readOnly) throw new LedgerNotFoundError(path);
    if (found) await requireOwnLog(ledgerPaths(path));
    else prepareLedgerFile(path);
  }
  const sqlite = withLedgerErrors(path, () => openSqlite(path, { timeout: BUSY_TIMEOUT_MS }));
  try {
    sqlite.pragma("foreign_keys = ON");
    sqlite.pragma("synchronous = NORMAL");
    if (readOnly && isFile) {
      requireLatest(sqlite, path);
    } else {
      // First of all, so that a file of another program keeps every byte.
      checkVersion(sqlite, path);
      await enterWal(sqlite);
      migrate(sqlite, path, now);
    }
    // Not SQLite's read-only mode: that one leaves -wal and -shm files behind, which nobody then removes.
    if (readOnly) sqlite.pragma("query_only = ON");
    const files = isFile && !readOnly ? openedFiles(ledgerPaths(path)) : undefined;
    return ledgerOver({ url: path, sqlite, files, now }, readOnly);
  } catch (error) {
    sqlite.close();
    throw translateSqliteError(error, path);
  }
}

/**
 * Changes the file to WAL for good. Where another process is about to do the same, SQLite answers "busy" at
 * once instead of waiting, because each holds what the other one needs; so the waiting is done here.
 */
async function enterWal(sqlite: Database.Database): Promise<void> {
  for (let waited = 0; ; waited += BUSY_RETRY_MS) {
    try {
      sqlite.pragma("journal_mode = WAL");
      // Who writes puts the log into the file, before a change and not after it (`prepareToWrite`).
      sqlite.pragma("wal_autocheckpoint = 0");
      // The log's size then says how much there is in it.
      sqlite.pragma("journal_size_limit = 0");
      return;
    } catch (error) {
      if (!isBusy(error) || waited >= BUSY_TIMEOUT_MS) throw error;
      await setTimeout(BUSY_RETRY_MS);
    }
  }
}

function ledgerPath(url: string): string {
  if (url === "") throw new LedgerError("bad-ledger-url", "the ledger's path is empty");
  if (url === ":memory:") return url;
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(url)?.[1];
  if (scheme)
    throw new LedgerError("bad-ledger-url", `a ledger is a file, ${scheme}:// is not supported: name a path`);
  return resolve(url);
}
