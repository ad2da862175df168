import { setTimeout } from "node:timers/promises";
import type Database from "better-sqlite3";
import { LedgerNotFoundError, LedgerUnavailableError, NotALedgerError } from "../errors.ts";
import type { Connection } from "./connection.ts";
import { isBusy } from "./driver/busy.ts";
import { describeHolder } from "./driver/find-holder.ts";
import { openSqlite } from "./driver/open-sqlite.ts";
import { translateSqliteError, withLedgerErrors } from "./driver/sqlite-errors.ts";
import { openedFiles } from "./files/in-place.ts";
import { keepLedger } from "./files/keep-ledger.ts";
import { keepIgnored, prepareLedgerFile } from "./files/ledger-file.ts";
import { ledgerPaths, seeFile, seeFiles } from "./files/ledger-files.ts";
import { requireOwnLog } from "./files/own-log.ts";
import { isMarked, markAsOwn, markFile } from "./files/own-mark.ts";
import { requireNoJournal } from "./files/rollback-journal.ts";
import { isLatest, LATEST } from "./schema/latest.ts";
import type { MigrationProgress } from "./schema/room-to-migrate.ts";

/** How long a statement waits for another process's write lock, in milliseconds. */
const BUSY_TIMEOUT_MS = 10_000;
const BUSY_RETRY_MS = 10;

export interface ConnectionOptions {
  readOnly: boolean;
  now: () => string;
  /** Told by which second name a ledger was kept that was gone, and is there again. */
  onPutBack?: ((keptAs: string) => void) | undefined;
  /** How long it waits for other writers, in milliseconds. Default: ten seconds. */
  patienceMs?: number | undefined;
  /** Told how far a ledger of an earlier version is on its way to the newest, first before anything is done. */
  onMigrating?: ((progress: MigrationProgress) => void) | undefined;
}

/**
 * Opens the SQLite ledger at a resolved path (or `:memory:`), creating and migrating it as needed: WAL, foreign keys on,
 * 10 s of patience with other writers, `synchronous=NORMAL`. Safe when many processes open a new file at once. A file that
 * does not bear our mark may have come from anywhere: it is checked as a whole first, so that nothing that reads it goes on for
 * ever, and marked when it is first opened to be written to.
 */
export async function openConnection(path: string, how: ConnectionOptions): Promise<Connection> {
  const { readOnly, now, onMigrating, patienceMs = BUSY_TIMEOUT_MS } = how;
  const isFile = path !== ":memory:";
  const found = isFile ? await findFile(path, how) : undefined;
  const suspect = found && !found.isMarked ? await import("./integrity/require-end.ts") : undefined;
  suspect?.requireSchemaThatEnds(path);
  const sqlite = withLedgerErrors(path, () => openSqlite(path, { timeout: patienceMs }));
  try {
    // A file may come from somebody else (https://www.sqlite.org/security.html, 1.2).
    sqlite.pragma("trusted_schema = OFF");
    sqlite.pragma("cell_size_check = ON");
    sqlite.pragma("foreign_keys = ON");
    sqlite.pragma("synchronous = NORMAL");
    suspect?.requireTreesThatEnd(sqlite, path);
    // One that git brings along stays as it is, so that everybody is told, each time.
    if (suspect && !readOnly && found?.isAlone && !(await isBroughtByGit(path))) markAsOwn(path);
    const isAsItShouldBe = isLatest(sqlite);
    if (readOnly && isFile) {
      if (!isAsItShouldBe) (await import("./schema/migrate.ts")).requireLatest(sqlite, path);
    } else if (isAsItShouldBe) {
      await enterWal(sqlite);
    } else {
      const { checkVersion, migrate } = await import("./schema/migrate.ts");
      // First of all, so that a file of another program keeps every byte.
      const version = checkVersion(sqlite, path);
      try {
        await enterWal(sqlite);
        migrate(sqlite, path, now, undefined, onMigrating);
      } catch (error) {
        throw isBusy(error) && version > 0 ? beingMigrated(path, error) : error;
      }
    }
    // Not SQLite's read-only mode: that one leaves -wal and -shm files behind, which nobody then removes.
    if (readOnly) sqlite.pragma("query_only = ON");
    const files = isFile && !readOnly ? openedFiles(ledgerPaths(path)) : undefined;
    return { url: path, sqlite, files, now };
  } catch (error) {
    sqlite.close();
    throw translateSqliteError(error, path);
  }
}

/** Nobody holds a ledger of an earlier version for so long who does not do the same. */
function beingMigrated(path: string, cause: unknown): LedgerUnavailableError {
  const what = `${describeHolder(path)} is bringing it to version ${LATEST.version}: run the command again when that is done`;
  return new LedgerUnavailableError(path, what, { cause });
}

async function isBroughtByGit(path: string): Promise<boolean> {
  return (await import("./files/tracked-by-git.ts")).isBroughtByGit(path);
}

/** Makes sure that there is a file that may be opened, with a log of its own if any, and with its second name if it is to be written to. */
async function findFile(
  path: string,
  { readOnly, onPutBack }: ConnectionOptions,
): Promise<{ isMarked: boolean; isAlone: boolean }> {
  if (seeFile(path)?.isFile === false) {
    const { keptElsewhere } = await import("./files/carry-out-kept.ts");
    throw new NotALedgerError(path, `is not a file${keptElsewhere(path)}`);
  }
  await keepLedger(path, { isWriting: false, onPutBack });
  if (!seeFile(path)) {
    if (readOnly) throw new LedgerNotFoundError(path);
    // A journal that is there before the file came from somewhere else; nothing is created then.
    await requireNoJournal({ main: path, journal: `${path}-journal` });
    prepareLedgerFile(path);
  }
  const paths = ledgerPaths(path);
  await requireOwnLog(paths);
  if (!readOnly) {
    // Before anybody makes its side files, which get the mode that it has then.
    if (seeFile(path)?.bytes === 0n) markFile(path);
    keepIgnored(path);
    await keepLedger(path, { isWriting: true, onPutBack });
  }
  const { main, wal, shm } = seeFiles(paths);
  return { isMarked: main !== undefined && isMarked(main.mode), isAlone: !wal && !shm };
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
      // Where the file was in another mode, its log is made only when somebody reads.
      sqlite.pragma("user_version");
      return;
    } catch (error) {
      if (!isBusy(error) || waited >= BUSY_TIMEOUT_MS) throw error;
      await setTimeout(BUSY_RETRY_MS);
    }
  }
}
