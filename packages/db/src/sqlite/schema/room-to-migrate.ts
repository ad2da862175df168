import { statfsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { LedgerUnavailableError } from "../../errors.ts";

/** How far a ledger is on its way to the newest version. */
export interface MigrationProgress {
  path: string;
  from: number;
  to: number;
  /** Of the file as it was. */
  bytes: number;
  /** The most that it takes more of its disk meanwhile. */
  needs: number;
  /** Of all steps, the copy that is kept among them; none when it begins. */
  done: number;
  all: number;
}

/** Of the disk that a folder is on, in bytes; undefined where that cannot be told. */
type FreeBytes = (folder: string) => number | undefined;

/**
 * How a ledger of a version is brought to another one. Throws LedgerUnavailableError unless there is room for that on its disk, which is
 * better said before than by SQLite after a minute.
 */
export function planMigration(
  path: string,
  from: number,
  to: number,
  freeBytes: FreeBytes = askSystem,
): Omit<MigrationProgress, "done"> {
  const { size: bytes } = statSync(path);
  const needs = Math.ceil(bytes * growthFrom(from));
  const free = freeBytes(dirname(path));
  if (free !== undefined && free < needs)
    throw new LedgerUnavailableError(
      path,
      `it must be brought to version ${to}, which may take ${inMB(needs)} MB more of its disk meanwhile, and ${inMB(free)} MB are free: make room and run the command again`,
    );
  return { path, from, to, bytes, needs, all: to - from + 1 };
}

/**
 * In sizes of the old file: the copy that is kept, what the new tables and indexes take in the log, and once more in the file before the
 * log goes. Measured, for ledgers of 20,000 and 1,000,000 runs: 3.3 from version 1 and 1.2 from version 5.
 */
function growthFrom(version: number): number {
  if (version < 5) return 3.5;
  return version < 6 ? 1.5 : 1.1;
}

const inMB = (bytes: number) => Math.ceil(bytes / 1e6);

function askSystem(folder: string): number | undefined {
  try {
    const { blocks, bavail, bsize } = statfsSync(folder);
    // Some file systems do not count.
    return blocks === 0 ? undefined : bavail * bsize;
  } catch {
    // Where the system does not tell, SQLite does, in the end.
    return undefined;
  }
}
