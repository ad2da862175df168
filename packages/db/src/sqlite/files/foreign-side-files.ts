import { lstatSync } from "node:fs";
import { LedgerUnavailableError } from "../../errors.ts";
import { requireNoForeignLog } from "./foreign-log.ts";
import { ledgerPaths } from "./ledger-files.ts";
import { namesSuperJournal } from "./rollback-journal.ts";

const SIDE_FILES = ["-wal", "-shm", "-journal"];

/** Throws LedgerUnavailableError if a side file waits at the place of a ledger that is not there yet: SQLite would play it into that. */
export function requireNothingBeside(path: string): void {
  const beside = SIDE_FILES.map((suffix) => path + suffix).find(isThere);
  if (beside === undefined) return;
  throw new LedgerUnavailableError(
    path,
    `${beside} is there before it, and SQLite would take that for its own: move it away and run the command again`,
  );
}

/**
 * Throws LedgerUnavailableError unless what stands in the place of an unfinished copy can be one that was begun: a file, with files beside it that SQLite
 * leaves when its process is killed (`requireNoForeignLog`); or nothing, and nothing beside it. Nobody named that place, so who made the folder may have put
 * it there.
 */
export async function requireOwnCopy(unfinished: string): Promise<void> {
  if (!isThere(unfinished)) {
    requireNothingBeside(unfinished);
    return;
  }
  for (const file of [unfinished, ...SIDE_FILES.map((suffix) => unfinished + suffix)]) {
    if (isThere(file) && !lstatSync(file).isFile()) {
      throw new LedgerUnavailableError(
        unfinished,
        `${file} is no file: move it away and run the command again`,
      );
    }
  }
  if (isThere(`${unfinished}-journal`) && namesSuperJournal(`${unfinished}-journal`)) {
    throw new LedgerUnavailableError(
      unfinished,
      `${unfinished}-journal names another file, which SQLite would delete: move it away and run the command again`,
    );
  }
  await requireNoForeignLog(ledgerPaths(unfinished));
}

const isThere = (path: string) => lstatSync(path, { throwIfNoEntry: false }) !== undefined;
