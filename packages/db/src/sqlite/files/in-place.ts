import Database from "better-sqlite3";
import { LedgerUnavailableError } from "../../errors.ts";
import { openSqlite } from "../driver/open-sqlite.ts";
import { keepLedger } from "./keep-ledger.ts";
import { hasForeignName } from "./kept-place.ts";
import {
  HARD_LINK,
  isNewerThanLog,
  type LedgerFiles,
  type LedgerPaths,
  type SeenFile,
  seeFile,
  seeFiles,
  sideNames,
} from "./ledger-files.ts";

/** The files that a connection writes into: their paths, and what tells them from others in their place. */
export interface OpenedFiles {
  readonly paths: LedgerPaths;
  readonly main: string;
  readonly wal: string | undefined;
  readonly shm: string | undefined;
  /** Whether there may be something of this connection in the log. */
  hasWritten: boolean;
  /** Whether a caller has been told that something may be lost. */
  isToldOfLoss: boolean;
}

/** A connection, and what it writes into; undefined in memory, and for one that only reads. */
interface Opened {
  readonly sqlite: Database.Database;
  readonly files?: OpenedFiles | undefined;
}

/** A log is put into the file once it is larger: what SQLite itself takes, 1000 pages of 4096 bytes. */
const LARGEST_LOG = 4_096_000n;

const MOVED = "it was moved or deleted while in use; run the command again";

/** What a connection that has just looked into its file writes into from now on. */
export function openedFiles(paths: LedgerPaths): OpenedFiles {
  const { main, wal, shm } = seeFiles(paths);
  if (!main) throw new LedgerUnavailableError(paths.main, MOVED);
  const identities = { main: main.identity, wal: wal?.identity, shm: shm?.identity };
  return { paths, ...identities, hasWritten: false, isToldOfLoss: false };
}

/**
 * To be called before a change: throws LedgerUnavailableError as `requireInPlace` does, and where another file's bytes were
 * put into the file meanwhile. A log that has become large is put into the file now, and not by SQLite after the change, so
 * that of both the log is the one that was written last. Gives a promise only where there is something to wait for.
 */
export function prepareToWrite(connection: Opened): Promise<void> | undefined {
  const { files } = connection;
  if (files === undefined) return undefined;
  const seen = seeFiles(files.paths);
  requireSame(files, seen);
  if (isNewerThanLog(seen)) return requireFitting(files).then(() => beginWriting(connection, seen));
  beginWriting(connection, seen);
  return undefined;
}

function beginWriting({ files, sqlite }: Opened, { wal }: LedgerFiles): void {
  if (wal && wal.bytes > LARGEST_LOG) sqlite.pragma("wal_checkpoint(PASSIVE)");
  if (files) files.hasWritten = true;
}

async function requireFitting(files: OpenedFiles): Promise<void> {
  files.isToldOfLoss = true;
  await (await import("./fitting-log.ts")).requireFittingLog(files.paths);
  files.isToldOfLoss = false;
}

/**
 * Throws LedgerUnavailableError unless the ledger's files are still those that were opened, without a foreign name. SQLite goes on
 * without a word in files that have no name any more, and all of it can be lost in the end.
 */
export function requireInPlace({ files }: Pick<Opened, "files">): void {
  if (files !== undefined) requireSame(files, seeFiles(files.paths));
}

function requireSame(files: OpenedFiles, { main, wal, shm }: LedgerFiles): void {
  files.isToldOfLoss = true;
  const { paths } = files;
  if (main?.identity !== files.main) throw new LedgerUnavailableError(paths.main, MOVED);
  if (hasForeignName(paths.main, main)) throw new LedgerUnavailableError(paths.main, HARD_LINK);
  if (wal?.identity !== files.wal || shm?.identity !== files.shm) {
    const names = sideNames(paths);
    throw new LedgerUnavailableError(
      paths.main,
      `${names.wal} or ${names.shm} was deleted while in use: run the command again, which then sees whether something is missing`,
    );
  }
  files.isToldOfLoss = false;
}

/**
 * Closes a connection. Throws LedgerUnavailableError if something that it wrote may not be in the ledger then, because the
 * files are not those that were opened any more, unless an earlier call has thrown that already.
 */
export async function closeInPlace({ files, sqlite }: Opened): Promise<void> {
  try {
    if (!sqlite.open || !files?.hasWritten) return;
    const wasTold = files.isToldOfLoss;
    const loss = wasTold ? undefined : await findLoss(files);
    if (!wasTold && !loss) return;
    await putBack(files);
    if (keepsAll(files, sqlite)) return;
    if (seeFile(files.paths.main)?.identity === files.main) closeWithoutLog(files.paths, sqlite);
    if (loss) throw loss;
  } finally {
    sqlite.close();
  }
}

async function findLoss(files: OpenedFiles): Promise<Error | undefined> {
  try {
    const seen = seeFiles(files.paths);
    requireSame(files, seen);
    if (isNewerThanLog(seen)) await requireFitting(files);
    return undefined;
  } catch (error) {
    if (error instanceof LedgerUnavailableError) return error;
    throw error;
  }
}

/** Has a file that was deleted while in use back in its place, if it is kept: only there SQLite puts the log into it. */
async function putBack({ paths }: OpenedFiles): Promise<void> {
  try {
    if (!seeFile(paths.main)) await keepLedger(paths.main, { isWriting: false });
  } catch (error) {
    // Whoever closes is told of the loss.
    if (!(error instanceof LedgerUnavailableError)) throw error;
  }
}

/**
 * Puts what is in the log into the file where side files may have been deleted, but no other process has begun others: then
 * all that was recorded is in ours. Returns whether all of it is in the file.
 */
function keepsAll(files: OpenedFiles, sqlite: Database.Database): boolean {
  const seen = seeFiles(files.paths);
  const { main, wal, shm } = seen;
  const isGoneOrOurs = (file: SeenFile | undefined, ours: string | undefined) =>
    file === undefined || file.identity === ours;
  const isOurs =
    main?.identity === files.main && !hasForeignName(files.paths.main, main) && !isNewerThanLog(seen);
  if (!isOurs || !isGoneOrOurs(wal, files.wal) || !isGoneOrOurs(shm, files.shm)) return false;
  const [result] = sqlite.pragma("wal_checkpoint(PASSIVE)") as CheckpointResult[];
  return result?.busy === 0 && result.log === result.checkpointed;
}

/** https://www.sqlite.org/pragma.html#pragma_wal_checkpoint */
interface CheckpointResult {
  busy: number;
  log: number;
  checkpointed: number;
}

/**
 * Closes a connection without putting its log into the file, where either may be somebody else's. SQLite does that
 * for the last connection that can write, so one that can only read keeps its lock on the file a moment longer.
 */
function closeWithoutLog({ main }: LedgerPaths, sqlite: Database.Database): void {
  const reader = openSqlite(main, { readonly: true });
  try {
    reader.pragma("user_version");
  } catch (error) {
    // What it reads does not matter, and another file's log may make no sense.
    if (!(error instanceof Database.SqliteError)) throw error;
  } finally {
    sqlite.close();
    reader.close();
  }
}
