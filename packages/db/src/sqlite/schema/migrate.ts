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
import { HISTORY_TABLE } from "./expected-schema.ts";
import { findForeignObject } from "./foreign-object.ts";
import { type Migration, migrations } from "./migrations/index.ts";
import { type MigrationProgress, planMigration } from "./room-to-migrate.ts";

/** Throws unless the file is an empty database or a sound ledger this program can read; returns its version. */
export function checkVersion(sqlite: Database, url: string, steps = migrations): number {
  // One transaction, or a migration that another process commits in between is seen by half.
  return sqlite.transaction(() => {
    if (sqlite.pragma("application_id", { simple: true }) !== APPLICATION_ID) {
      const objects = sqlite.prepare("SELECT count(*) FROM sqlite_schema").pluck().get();
      if (objects !== 0) throw new NotALedgerError(url, "is a database, but not a review ledger");
      return 0;
    }
    const version = Number(sqlite.pragma("user_version", { simple: true }));
    if (version > steps.length) throw new LedgerTooNewError(url, version, steps.length);
    const foreign = findForeignObject(sqlite, steps.slice(0, Math.max(version, 0)));
    if (foreign !== undefined) throw new NotALedgerError(url, `is no sound review ledger (${foreign})`);
    return version;
  })();
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
 * Brings a ledger that `checkVersion` let through to the newest version in one transaction, all or nothing. Safe when many
 * processes open a new file at once: the version is looked at again under the write lock. A ledger that is there already is
 * backed up beside itself first (`<path>.v<version>.bak`), and `onProgress` is told before and after each step. Refuses one whose applied
 * migrations differ from ours. Throws LedgerUnavailableError where there is no room for it on the disk.
 */
export function migrate(
  sqlite: Database,
  url: string,
  now: () => string,
  steps = migrations,
  onProgress: (progress: MigrationProgress) => void = () => {},
): void {
  const upToDate = sqlite.pragma("user_version", { simple: true }) === steps.length;
  if (!upToDate) sqlite.transaction(() => applyMissing(sqlite, url, now, steps, onProgress)).immediate();
  checkHistory(sqlite, url, steps);
}

function applyMissing(
  sqlite: Database,
  url: string,
  now: () => string,
  steps: readonly Migration[],
  onProgress: (progress: MigrationProgress) => void,
): void {
  const version = checkVersion(sqlite, url, steps);
  let done = 0;
  let tell = () => {};
  if (version === 0) {
    sqlite.exec(HISTORY_TABLE);
    sqlite.pragma(`application_id = ${APPLICATION_ID}`);
  } else {
    checkHistory(sqlite, url, steps.slice(0, version));
    if (version < steps.length && !sqlite.memory) {
      const plan = planMigration(url, version, steps.length);
      tell = () => onProgress({ ...plan, done });
      tell();
      backUpLedger(url, version);
      done += 1;
      tell();
    }
  }
  const record = sqlite.prepare(
    "INSERT INTO ledger_migrations (version, name, sha, applied_at) VALUES (?, ?, ?, ?)",
  );
  for (const step of steps.slice(version)) {
    sqlite.exec(step.sql);
    record.run(step.version, step.name, step.sha, now());
    done += 1;
    tell();
  }
  sqlite.pragma(`user_version = ${steps.length}`);
}

/** Throws unless these steps, and no others, are what the ledger was migrated by. */
function checkHistory(sqlite: Database, url: string, steps: readonly Migration[]): void {
  const recorded = sqlite
    .prepare<[number], { version: number; sha: string }>(
      "SELECT version, sha FROM ledger_migrations ORDER BY version LIMIT ?",
    )
    .all(steps.length + 1);
  for (const [index, { version, sha }] of steps.entries()) {
    const found = recorded[index];
    if (found?.version !== version || found.sha !== sha) throw new MigrationChangedError(url, version);
  }
  const more = recorded[steps.length];
  if (more) throw new MigrationChangedError(url, more.version);
}
