import { setTimeout } from "node:timers/promises";
import { LedgerUnavailableError } from "../../errors.ts";
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
import { requireLedger } from "./require-ledger.ts";
import { requireNoJournal } from "./rollback-journal.ts";
import { takeInLog } from "./take-in-log.ts";

/** How long processes that begin or end may keep each other from seeing that they are alone, in milliseconds. */
const BUSY_FOR_MS = 3000;
const LOOK_AGAIN_MS = 20;

/**
 * SQLite takes any log that lies beside a file for its own, and where there is none begins a new one, even while another
 * process still writes into one whose name was deleted: then each destroys what the other wrote. So this is
 * asked before the first look into a ledger. Throws LedgerUnavailableError for a file with another name (`hasForeignName`), for one whose
 * log was deleted, for one that is damaged together with a log that may not be its own, and as `requireNoJournal` and
 * `requireNoForeignLog` do; and NotALedgerError as `requireLedger` does.
 * Changes nothing, but that a log which nobody uses may be in the file then.
 */
export async function requireOwnLog(paths: LedgerPaths, wait: Wait = setTimeout): Promise<void> {
  await requireNoJournal(paths, wait);
  const { main } = seeFiles(paths);
  // A file that was never filled has no log.
  if (!main || main.bytes === 0n) return;
  requireLedger(paths);
  const hasForeign = () => hasForeignName(paths.main, seeFile(paths.main)) || undefined;
  if (await findLasting(hasForeign, wait)) throw new LedgerUnavailableError(paths.main, HARD_LINK);
  await requireNoForeignLog(paths, wait);
  const mayBeTrap = !isMarked(main.mode);
  if (isNewerThanLog(seeFiles(paths))) {
    // Hardly ever needed, and what starts for every gate should not load it.
    const { requireFittingLog } = await import("./fitting-log.ts");
    await requireFittingLog(paths, wait, mayBeTrap);
  }
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
