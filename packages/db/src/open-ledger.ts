import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import Database from "better-sqlite3";
import { ledgerOver } from "./connection.ts";
import { LedgerError, LedgerNotFoundError, NotALedgerError } from "./errors.ts";
import { fileIdentity } from "./file-identity.ts";
import type { Ledger } from "./ledger.ts";
import { prepareLedgerFile } from "./ledger-file.ts";
import { checkVersion, migrate, requireLatest } from "./migrate.ts";
import { isSqliteError, translateSqliteError, withLedgerErrors } from "./sqlite-errors.ts";

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
  if (path !== ":memory:") {
    if (existsSync(path)) {
      if (!statSync(path).isFile()) throw new NotALedgerError(path, "is not a file");
    } else if (readOnly) {
      throw new LedgerNotFoundError(path);
    } else {
      prepareLedgerFile(path);
    }
  }
  const sqlite = withLedgerErrors(path, () => new Database(path, { timeout: BUSY_TIMEOUT_MS }));
  try {
    sqlite.pragma("foreign_keys = ON");
    sqlite.pragma("synchronous = NORMAL");
    if (readOnly && path !== ":memory:") {
      requireLatest(sqlite, path);
    } else {
      // First of all, so that a file of another program keeps every byte.
      checkVersion(sqlite, path);
      await enterWal(sqlite);
      migrate(sqlite, path, now);
    }
    // Not SQLite's read-only mode: that one leaves -wal and -shm files behind, which nobody then removes.
    if (readOnly) sqlite.pragma("query_only = ON");
  } catch (error) {
    sqlite.close();
    throw translateSqliteError(error, path);
  }
  const file = path === ":memory:" ? undefined : fileIdentity(path);
  return ledgerOver({ url: path, sqlite, file, now }, readOnly);
}

/**
 * Changes the file to WAL for good. Where another process is about to do the same, SQLite answers "busy" at
 * once instead of waiting, because each holds what the other one needs; so the waiting is done here.
 */
async function enterWal(sqlite: Database.Database): Promise<void> {
  for (let waited = 0; ; waited += BUSY_RETRY_MS) {
    try {
      sqlite.pragma("journal_mode = WAL");
      return;
    } catch (error) {
      const isBusy = isSqliteError(error) && error.code.startsWith("SQLITE_BUSY");
      if (!isBusy || waited >= BUSY_TIMEOUT_MS) throw error;
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
