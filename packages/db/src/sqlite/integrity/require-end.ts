import Database from "better-sqlite3";
import { LedgerUnavailableError, NotALedgerError } from "../../errors.ts";
import { failureReason } from "../../guards.ts";
import { isSchemaEndless } from "../driver/endless-schema.ts";
import { findShortage, findUnwritable } from "../driver/find-unwritable.ts";
import { checkVersion } from "../schema/migrate.ts";

/**
 * Throws NotALedgerError if the file's schema would never be read to its end, LedgerUnavailableError if the file cannot be read;
 * to be asked before it is opened.
 */
export function requireSchemaThatEnds(path: string): void {
  if (!asksSystem(path, () => isSchemaEndless(path))) return;
  throw new NotALedgerError(
    path,
    "is damaged (pages of it lead to each other, and reading it would never end)",
  );
}

function asksSystem<T>(path: string, ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    const reason =
      findUnwritable(path) ?? findShortage(path) ?? `it cannot be read (${failureReason(error)})`;
    throw new LedgerUnavailableError(path, reason, { cause: error });
  }
}

/**
 * Throws as `requireSoundPages` does. What `checkVersion` throws comes first, since a CHECK or a column of somebody else could be what
 * never ends.
 */
export function requireTreesThatEnd(sqlite: Database.Database, path: string): void {
  checkVersion(sqlite, path);
  requireSoundPages(sqlite, path);
}

/**
 * Throws NotALedgerError if any page of the file is reached twice, or is otherwise not as SQLite writes it. Takes as long as the
 * file is large.
 */
export function requireSoundPages(sqlite: Database.Database, path: string): void {
  // What rows hold is another matter (`verifyLedger`), and its patterns are most of the work.
  sqlite.pragma("ignore_check_constraints = ON");
  try {
    const [first] = sqlite.pragma("quick_check(1)") as Record<string, string>[];
    const found = Object.values(first ?? {})[0]?.replaceAll(/\s+/g, " ");
    if (found !== "ok") throw new NotALedgerError(path, `is damaged (${found ?? "it cannot be checked"})`);
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_CORRUPT"))
      throw new NotALedgerError(path, `is damaged (${error.message})`);
    throw error;
  } finally {
    sqlite.pragma("ignore_check_constraints = OFF");
  }
}
