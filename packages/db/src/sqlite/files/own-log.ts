import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { LedgerUnavailableError } from "../../errors.ts";
import { errorCode } from "../../guards.ts";
import { isBusy } from "../driver/busy.ts";
import { openSqlite } from "../driver/open-sqlite.ts";
import { withLedgerErrors } from "../driver/sqlite-errors.ts";
import { requireNoForeignLog } from "./foreign-log.ts";
import { hasForeignName } from "./kept-place.ts";
import {
  findLasting,
  HARD_LINK,
  isNewerThanLog,
  type LedgerFiles,
  type LedgerPaths,
  seeFile,
  seeFiles,
  sideNames,
  type Wait,
} from "./ledger-files.ts";
import { isMarked } from "./own-mark.ts";
import { requireNoJournal } from "./rollback-journal.ts";

/** How long processes that begin or end may keep each other from seeing that they are alone, in milliseconds. */
const BUSY_FOR_MS = 3000;
const LOOK_AGAIN_MS = 20;

/**
 * SQLite takes any log that lies beside a file for its own, and where there is none begins a new one, even while another
 * process still writes into one whose name was deleted: then each destroys what the other wrote. So this is
 * asked before the first look into a ledger. Throws LedgerUnavailableError for a file with another name (`hasForeignName`), for one whose
 * log was deleted, for one that is damaged together with a log that may not be its own, and as `requireNoJournal` and
 * `requireNoForeignLog` do.
 * Changes nothing, but that a log which nobody uses may be in the file then.
 */
export async function requireOwnLog(paths: LedgerPaths, wait: Wait = setTimeout): Promise<void> {
  await requireNoJournal(paths, wait);
  const { main } = seeFiles(paths);
  // A file that was never filled has no log.
  if (!main || main.bytes === 0n) return;
  const hasForeign = () => hasForeignName(paths.main, seeFile(paths.main)) || undefined;
  if (await findLasting(hasForeign, wait)) throw new LedgerUnavailableError(paths.main, HARD_LINK);
  await requireNoForeignLog(paths, wait);
  const mayBeTrap = !isMarked(main.mode);
  await requireFittingLog(paths, wait, mayBeTrap);
  const { wal, shm } = sideNames(paths);
  for (let waited = 0; waited < BUSY_FOR_MS; waited += LOOK_AGAIN_MS) {
    const before = seeFiles(paths);
    if (before.wal && before.shm) {
      if (mayBeTrap) withLedgerErrors(paths.main, () => takeInLog(paths.main));
      return;
    }
    if (withLedgerErrors(paths.main, () => isUnused(paths.main))) {
      if (!isLogDeleted(before, seeFiles(paths))) return;
      throw new LedgerUnavailableError(
        paths.main,
        `its log ${wal} was deleted after a process was killed, and what that one recorded last may be missing: remove ${shm} to go on with what is there`,
      );
    }
    await wait(Math.random() * LOOK_AGAIN_MS);
  }
  throw new LedgerUnavailableError(
    paths.main,
    `${wal} or ${shm} was deleted while another process uses it: end that process, which then keeps what it recorded, and run the command again`,
  );
}

/**
 * Throws LedgerUnavailableError if other bytes were put into the file after its log was written, and they make no sound
 * ledger together. Leaves both as they are, since a connection that only reads never puts the log into the file; of what may
 * be a trap a copy is looked at, but only while this process has no connection, whose locks that would end.
 */
export async function requireFittingLog(paths: LedgerPaths, wait?: Wait, mayBeTrap = false): Promise<void> {
  if (!(await findLasting(() => isNewerThanLog(seeFiles(paths)) || undefined, wait))) return;
  // Hardly ever needed, and what starts for every gate should not load it.
  const { findDamage } = await import("../integrity/find-damage.ts");
  const { isSchemaEndless } = await import("../driver/endless-schema.ts");
  const isSound = (path: string) => {
    const reader = openSqlite(path, { readonly: true });
    try {
      return findDamage(reader) === undefined;
    } finally {
      reader.close();
    }
  };
  const isFitting = withLedgerErrors(paths.main, () =>
    mayBeTrap ? ofCopy(paths, (copy) => !isSchemaEndless(copy) && isSound(copy)) : isSound(paths.main),
  );
  if (isFitting) return;
  const { wal, shm } = sideNames(paths);
  throw new LedgerUnavailableError(
    paths.main,
    `it is damaged together with its log ${wal}, which belongs to another file, as after a backup was put in its place: move ${wal} and ${shm} away and run the command again`,
  );
}

/** What is said of a copy of a ledger into which its log was put: of one that may be a trap SQLite must read nothing before. */
function ofCopy<T>({ main, wal }: LedgerPaths, ask: (copy: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "review-log-"));
  const copy = join(folder, "ledger.sqlite");
  try {
    copyFileSync(main, copy);
    copyFileSync(wal, `${copy}-wal`);
    takeInLog(copy);
    return ask(copy);
  } catch (error) {
    // What SQLite and we throw has another code.
    if (!/^E[A-Z]+$/.test(errorCode(error) ?? "")) throw error;
    const reason = `it cannot be copied to ${folder} to be looked at with its log (${errorCode(error)}); is there room?`;
    throw new LedgerUnavailableError(main, reason, { cause: error });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Has a log put into its file if nobody else has it open, so that all can be looked at which it holds, before SQLite reads any. */
function takeInLog(path: string): void {
  const sqlite = openSqlite(path, { timeout: 0 });
  try {
    // Asks for nothing of the schema. The last connection that is closed takes the log in.
    sqlite.pragma("user_version");
  } catch (error) {
    if (!isBusy(error)) throw error;
  } finally {
    sqlite.close();
  }
}

/** Whether no connection of any process has the file open. Only for a file whose log, if there is one, is its own. */
function isUnused(path: string): boolean {
  const sqlite = openSqlite(path, { timeout: 0 });
  try {
    sqlite.pragma("locking_mode = EXCLUSIVE");
    // In WAL every connection keeps a lock on the file from its first question to its end.
    sqlite.pragma("user_version");
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  } finally {
    sqlite.close();
  }
}

/** SQLite removes the index before the log, so an index alone is left only by somebody else. */
function isLogDeleted(before: LedgerFiles, after: LedgerFiles): boolean {
  const isIndexAlone = ({ wal, shm }: LedgerFiles) => shm !== undefined && wal === undefined;
  return isIndexAlone(before) && isIndexAlone(after) && before.shm?.identity === after.shm?.identity;
}
