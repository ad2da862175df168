import { chmodSync } from "node:fs";
import { ledgerPaths, seeFile } from "./ledger-files.ts";

// A file that git makes, in whatever way it is told to, may be executed by its owner and by others, or by nobody: its mode is
// 0755 or 0644, less the umask. SQLite gives its side files the mode of their database, whatever the umask. So a ledger is
// made with the right to execute it for its group and not for its owner, which means nothing, and says of itself and of
// the files beside it that git did not make them.
const OF_OWNER = 0o100;
const OF_GROUP = 0o010;

/** The mode of a new ledger: read and written by its owner alone. */
export const OWN_MODE = 0o610;

/** Whether git cannot have made a file of this mode. False says nothing: not every file system keeps modes. */
export const isMarked = (mode: number): boolean => (mode & (OF_OWNER | OF_GROUP)) === OF_GROUP;

/**
 * Marks a ledger that is known to be no trap, with the side files beside it, all of which must be those of its connections; who
 * may read and write them stays as it is. Does nothing where only somebody else may.
 */
export function markAsOwn(path: string): void {
  const { main, wal, shm } = ledgerPaths(path);
  // The ledger last: side files without the mark beside one that has it would be refused.
  [wal, shm, main].every(markFile);
}

/** The same of one file, which need not be there. Whether it is marked, or not there. */
export function markFile(path: string): boolean {
  const mode = seeFile(path)?.mode;
  if (mode === undefined || isMarked(mode)) return true;
  try {
    // By its path: once a file is opened and closed again, SQLite's locks on it are gone.
    chmodSync(path, (mode & ~OF_OWNER) | OF_GROUP);
    return true;
  } catch {
    // Whoever may not, or where no modes are kept: without the mark it is checked each time, which is no harm.
    return false;
  }
}
