import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LedgerUnavailableError } from "../../errors.ts";
import { errorCode } from "../../guards.ts";
import { isSchemaEndless } from "../driver/endless-schema.ts";
import { openSqlite } from "../driver/open-sqlite.ts";
import { withLedgerErrors } from "../driver/sqlite-errors.ts";
import { findDamage } from "../integrity/find-damage.ts";
import {
  findLasting,
  isNewerThanLog,
  type LedgerPaths,
  seeFiles,
  sideNames,
  type Wait,
} from "./ledger-files.ts";
import { takeInLog } from "./take-in-log.ts";

/**
 * Throws LedgerUnavailableError if other bytes were put into the file after its log was written, and they make no sound
 * ledger together. Leaves both as they are, since a connection that only reads never puts the log into the file; of what may
 * be a trap a copy is looked at, but only while this process has no connection, whose locks that would end.
 */
export async function requireFittingLog(paths: LedgerPaths, wait?: Wait, mayBeTrap = false): Promise<void> {
  if (!(await findLasting(() => isNewerThanLog(seeFiles(paths)) || undefined, wait))) return;
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
