import {
  closeSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { namesSuperJournal } from "@review/db";
import { OldLedgerUnreadableError } from "./errors.ts";

/** Where to read an old file, and what to do afterwards. */
export interface ReadablePlace {
  path: string;
  /** Whether it is a copy of our own, which SQLite may write to. */
  isCopy: boolean;
  /** Removes the copy. */
  release(): void;
}

/** What SQLite looks at beside a file (https://www.sqlite.org/tempfiles.html). */
const BESIDE = ["-wal", "-journal", "-shm"];

/** The most bytes that are copied. Our choice: far more than old scripts left, and no more than some seconds take. */
const LARGEST_COPY = 2e9;

/** A database with these beside it has changes that are not in it yet. */
const SIDE_FILES = ["-wal", "-journal"];

/**
 * A path at which SQLite can read the file without writing beside it: the file itself, or, where it is in WAL
 * mode or was left in the middle of a change, a copy of our own. Throws OldLedgerUnreadableError if another
 * program writes the file meanwhile, what lies beside it is no file, or a journal names a file that SQLite would delete.
 */
export function readablePlace(path: string): ReadablePlace {
  for (const suffix of BESIDE) {
    const beside = lstatSync(path + suffix, { throwIfNoEntry: false });
    // Reading a pipe may never end, and a link may lead to one.
    if (beside && !beside.isFile())
      throw new OldLedgerUnreadableError(path, `${path}${suffix} is not a file: move it away`);
  }
  const parts = ["", ...SIDE_FILES].filter((suffix) => existsSync(path + suffix));
  const hasChangesBeside = parts.some((suffix) => suffix !== "" && statSync(path + suffix).size > 0);
  if (!hasChangesBeside && !isInWalMode(path)) return { path, isCopy: false, release: () => undefined };
  const bytes = parts.reduce((sum, suffix) => sum + statSync(path + suffix).size, 0);
  if (bytes > LARGEST_COPY) {
    throw new OldLedgerUnreadableError(
      path,
      `more than ${LARGEST_COPY / 1e9} GB would have to be copied, since it is not all in one file: put it in one with \`sqlite3 FILE "PRAGMA journal_mode=delete"\``,
    );
  }
  const folder = mkdtempSync(join(tmpdir(), "review-import-"));
  const release = () => rmSync(folder, { recursive: true, force: true });
  const copy = join(folder, "old.sqlite");
  try {
    const stamp = () => parts.map((suffix) => stampOf(path + suffix)).join();
    const before = stamp();
    for (const suffix of parts) copyFileSync(path + suffix, copy + suffix);
    if (stamp() !== before) {
      throw new OldLedgerUnreadableError(path, "it is being written; stop the old scripts and try again");
    }
    if (namesSuperJournal(`${copy}-journal`)) {
      throw new OldLedgerUnreadableError(
        path,
        `the journal ${path}-journal names another file, which SQLite would delete: move it away and try again`,
      );
    }
    return { path: copy, isCopy: true, release };
  } catch (error) {
    release();
    throw error;
  }
}

function stampOf(path: string): string {
  const { size, mtimeMs } = statSync(path);
  return `${size} ${mtimeMs}`;
}

/** Byte 19 of the file is the version needed to read it: 2 for WAL (https://www.sqlite.org/fileformat.html, 1.3.3). */
function isInWalMode(path: string): boolean {
  const file = openSync(path, "r");
  try {
    const byte = Buffer.alloc(1);
    return readSync(file, byte, 0, 1, 19) === 1 && byte[0] === 2;
  } finally {
    closeSync(file);
  }
}
