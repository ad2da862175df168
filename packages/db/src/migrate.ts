import { createHash } from "node:crypto";
import type { Database } from "better-sqlite3";
import {
  LedgerNotFoundError,
  LedgerOutdatedError,
  LedgerTooNewError,
  MigrationChangedError,
  NotALedgerError,
} from "./errors.ts";
import { type Migration, migrations } from "./migrations/index.ts";

/** Marks a SQLite file as a ledger of ours: the bytes "rvwl" (https://www.sqlite.org/fileformat.html, offset 68). */
const APPLICATION_ID = 0x7276776c;

const historyTable = `
CREATE TABLE ledger_migrations (
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  sha TEXT NOT NULL,
  applied_at TEXT NOT NULL
) STRICT;
`;

const shaOf = (migration: Migration) => createHash("sha256").update(migration.sql).digest("hex");

/** The schema version this program writes. */
export const latestVersion = migrations.length;

/** Throws unless the file is an empty database or a ledger this program can read; returns its version. */
export function checkVersion(sqlite: Database, url: string, known = latestVersion): number {
  const version = Number(sqlite.pragma("user_version", { simple: true }));
  const applicationId = sqlite.pragma("application_id", { simple: true });
  if (applicationId !== APPLICATION_ID) {
    const { tables } = sqlite
      .prepare<[], { tables: number }>("SELECT count(*) AS tables FROM sqlite_schema")
      .get() ?? {
      tables: 0,
    };
    if (tables > 0) throw new NotALedgerError(url, "is a database, but not a review ledger");
    return 0;
  }
  if (version > known) throw new LedgerTooNewError(url, version, known);
  return version;
}

/** Throws if a ledger is older than this program (a read-only open cannot migrate it). */
export function requireLatest(sqlite: Database, url: string): void {
  const version = checkVersion(sqlite, url);
  // A file that a killed process created but never filled is as good as none.
  if (version === 0) throw new LedgerNotFoundError(url);
  if (version < latestVersion) throw new LedgerOutdatedError(url, version, latestVersion);
}

/**
 * Brings the ledger to the newest version in one transaction, all or nothing. Safe when many processes
 * open a new file at once: the version is read again under the write lock. Refuses a ledger whose applied
 * migrations differ from ours.
 */
export function migrate(sqlite: Database, url: string, now: () => string, steps = migrations): void {
  const upToDate = checkVersion(sqlite, url, steps.length) === steps.length;
  if (!upToDate) sqlite.transaction(() => applyMissing(sqlite, url, now, steps)).immediate();
  checkHistory(sqlite, url, steps);
}

function applyMissing(sqlite: Database, url: string, now: () => string, steps: readonly Migration[]): void {
  const version = checkVersion(sqlite, url, steps.length);
  if (version === 0) {
    sqlite.exec(historyTable);
    sqlite.pragma(`application_id = ${APPLICATION_ID}`);
  } else {
    checkHistory(sqlite, url, steps);
  }
  const record = sqlite.prepare(
    "INSERT INTO ledger_migrations (version, name, sha, applied_at) VALUES (?, ?, ?, ?)",
  );
  for (const step of steps.slice(version)) {
    sqlite.exec(step.sql);
    record.run(step.version, step.name, shaOf(step), now());
  }
  sqlite.pragma(`user_version = ${steps.length}`);
}

function checkHistory(sqlite: Database, url: string, steps: readonly Migration[]): void {
  const applied = sqlite
    .prepare<[], { version: number; sha: string }>(
      "SELECT version, sha FROM ledger_migrations ORDER BY version",
    )
    .all();
  for (const [index, { version, sha }] of applied.entries()) {
    const step = steps[index];
    if (!step || step.version !== version || shaOf(step) !== sha)
      throw new MigrationChangedError(url, version);
  }
}
