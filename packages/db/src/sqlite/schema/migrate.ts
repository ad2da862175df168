import type { Database } from "better-sqlite3";
import {
  LedgerNotFoundError,
  LedgerOutdatedError,
  LedgerTooNewError,
  MigrationChangedError,
  NotALedgerError,
} from "../../errors.ts";
import { APPLICATION_ID } from "./application-id.ts";
import { backUpLedger } from "./back-up-ledger.ts";
import { findForeignObject } from "./foreign-object.ts";
import { type Migration, migrations } from "./migrations/index.ts";

const historyTable = `
CREATE TABLE ledger_migrations (
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  sha TEXT NOT NULL,
  applied_at TEXT NOT NULL
) STRICT;
`;

/** Throws unless the file is an empty database or a ledger this program can read; returns its version. */
export function checkVersion(sqlite: Database, url: string, steps = migrations): number {
  const known = steps.length;
  // One transaction, or a migration that another process commits in between is seen by half.
  const { applicationId, version, objects, foreign } = sqlite.transaction(() => ({
    applicationId: sqlite.pragma("application_id", { simple: true }),
    version: Number(sqlite.pragma("user_version", { simple: true })),
    objects: sqlite.prepare("SELECT count(*) FROM sqlite_schema").pluck().get(),
    foreign: findForeignObject(sqlite, steps),
  }))();
  if (applicationId !== APPLICATION_ID) {
    if (objects !== 0) throw new NotALedgerError(url, "is a database, but not a review ledger");
    return 0;
  }
  if (version > known) throw new LedgerTooNewError(url, version, known);
  if (foreign !== undefined) {
    throw new NotALedgerError(url, `is no sound review ledger (something else stands for its ${foreign})`);
  }
  return version;
}

/** Throws unless the ledger needs no migration (a read-only open cannot do any). */
export function requireLatest(sqlite: Database, url: string, steps = migrations): void {
  const version = checkVersion(sqlite, url, steps);
  // A file that a killed process created but never filled is as good as none.
  if (version === 0) throw new LedgerNotFoundError(url);
  if (version < steps.length) throw new LedgerOutdatedError(url, version, steps.length);
  checkHistory(sqlite, url, steps);
}

/**
 * Brings the ledger to the newest version in one transaction, all or nothing. Safe when many processes
 * open a new file at once: the version is read again under the write lock. A ledger that is there already is
 * backed up beside itself first (`<path>.v<version>.bak`). Refuses one whose applied migrations differ from ours.
 */
export function migrate(sqlite: Database, url: string, now: () => string, steps = migrations): void {
  const upToDate = checkVersion(sqlite, url, steps) === steps.length;
  if (!upToDate) sqlite.transaction(() => applyMissing(sqlite, url, now, steps)).immediate();
  checkHistory(sqlite, url, steps);
}

function applyMissing(sqlite: Database, url: string, now: () => string, steps: readonly Migration[]): void {
  const version = checkVersion(sqlite, url, steps);
  if (version === 0) {
    sqlite.exec(historyTable);
    sqlite.pragma(`application_id = ${APPLICATION_ID}`);
  } else {
    checkHistory(sqlite, url, steps.slice(0, version));
    if (version < steps.length && !sqlite.memory) backUpLedger(url, version);
  }
  const record = sqlite.prepare(
    "INSERT INTO ledger_migrations (version, name, sha, applied_at) VALUES (?, ?, ?, ?)",
  );
  for (const step of steps.slice(version)) {
    sqlite.exec(step.sql);
    record.run(step.version, step.name, step.sha, now());
  }
  sqlite.pragma(`user_version = ${steps.length}`);
}

/** Throws unless these steps are what the ledger was migrated by. */
function checkHistory(sqlite: Database, url: string, steps: readonly Migration[]): void {
  const shaOfVersion = sqlite.prepare<[number], string>(
    "SELECT sha FROM ledger_migrations WHERE version = ?",
  );
  for (const step of steps) {
    if (shaOfVersion.pluck().get(step.version) !== step.sha)
      throw new MigrationChangedError(url, step.version);
  }
}
