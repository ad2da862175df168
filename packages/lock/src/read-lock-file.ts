import { closeSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { openRegularFile } from "@review/corpus";
import { errorCode } from "@review/db/guards";
import { LockUnusableError } from "./errors.ts";
import { inLock, type LockPlace, plainFolders, plainPath, plainPathIn } from "./lock-place.ts";
import { type ParsedLockFile, parseLockFile } from "./parse-lock-file.ts";

/** The text of a file at a path from the root; undefined if there is none. Throws LockPlaceError, LockUnusableError. */
export function readLockText(place: LockPlace, path: string): string | undefined {
  return readPlainText(plainPath(place, path), path);
}

/** The most that one command reads of a lock, in UTF-16 units. Our choice: what takes seconds, and thousands of notes with dozens of gates do not have. */
const MOST_TEXT = 128_000_000;

/**
 * Reads what many files of a lock say; undefined of one that is not there. Each folder is looked at once: whether a symlink leads there is
 * most of the time that reading takes. Throws LockPlaceError, LockUnusableError, also for more than `most` together.
 */
export function lockFileReader(
  place: LockPlace,
  most = MOST_TEXT,
): (path: string) => ParsedLockFile | undefined {
  const readText = lockTextReader(place, most);
  return (path) => {
    const text = readText(path);
    return text === undefined ? undefined : parseLockFile(text);
  };
}

/** The same of their texts. A folder in the place of a file is no text of it: that note's file is not there, and the others are. */
export function lockTextReader(place: LockPlace, most = MOST_TEXT): (path: string) => string | undefined {
  const folderOf = plainFolders(place);
  let read = 0;
  return (path) => {
    const file = plainPathIn(folderOf(posix.dirname(path)), path);
    const text = readPlainText(file, path, [...NOT_THERE, "EISDIR"]);
    read += text?.length ?? 0;
    if (read <= most) return text;
    const why = `its files have more than ${most / 1_000_000} MB together; make it smaller`;
    throw new LockUnusableError(place.config.lock.path, why);
  };
}

const NOT_THERE = ["ENOENT", "ENOTDIR"];

function readPlainText(file: string, path: string, without = NOT_THERE): string | undefined {
  return inLock(path, () => {
    try {
      const { descriptor } = openRegularFile(file, "lock");
      try {
        return readFileSync(descriptor, "utf8");
      } finally {
        closeSync(descriptor);
      }
    } catch (error) {
      if (without.includes(errorCode(error) ?? "")) return undefined;
      throw error;
    }
  });
}
