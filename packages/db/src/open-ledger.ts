import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { LedgerError, LedgerNotFoundError, NotALedgerError } from "./errors.ts";
import { type Ledger, ledgerOver } from "./ledger.ts";
import { prepareLedgerFile } from "./ledger-file.ts";
import { migrate, requireLatest } from "./migrate.ts";
import { withLedgerErrors } from "./sqlite-errors.ts";

export interface OpenLedgerOptions {
  /** Refuse to create, migrate or write. Default false. */
  readOnly?: boolean;
  /** Where "now" comes from. Default: the system clock. */
  clock?: () => Date;
}

/** How long a statement waits for another process's write lock, in milliseconds. */
const BUSY_TIMEOUT_MS = 10_000;

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
  return withLedgerErrors(path, () => {
    const sqlite = new Database(path, { timeout: BUSY_TIMEOUT_MS });
    try {
      sqlite.pragma("foreign_keys = ON");
      sqlite.pragma("synchronous = NORMAL");
      if (readOnly && path !== ":memory:") {
        // Not SQLite's read-only mode: that one leaves -wal and -shm files behind, which nobody then removes.
        sqlite.pragma("query_only = ON");
        requireLatest(sqlite, path);
      } else {
        if (sqlite.pragma("journal_mode", { simple: true }) !== "wal") sqlite.pragma("journal_mode = WAL");
        migrate(sqlite, path, now);
      }
    } catch (error) {
      sqlite.close();
      throw error;
    }
    return ledgerOver({ url: path, sqlite, orm: drizzle(sqlite), now }, readOnly);
  });
}

function ledgerPath(url: string): string {
  if (url === "") throw new LedgerError("bad-ledger-url", "the ledger's path is empty");
  if (url === ":memory:") return url;
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(url)?.[1];
  if (scheme)
    throw new LedgerError("bad-ledger-url", `a ledger is a file, ${scheme}:// is not supported: name a path`);
  return resolve(url);
}
