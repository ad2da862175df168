import { closeSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { openRegularFile } from "@review/corpus";
import { errorCode } from "@review/db/guards";
import { inLock, type LockPlace, plainPath, plainPathIn } from "./lock-place.ts";
import { type ParsedLockFile, parseLockFile } from "./parse-lock-file.ts";

/** The text of a file at a path from the root; undefined if there is none. Throws LockPlaceError, LockUnusableError. */
export function readLockText(place: LockPlace, path: string): string | undefined {
  return readPlainText(plainPath(place, path), path);
}

/** What a file of the lock says; undefined if there is none. Throws LockPlaceError, LockUnusableError. */
export function readLockFile(place: LockPlace, path: string): ParsedLockFile | undefined {
  const text = readLockText(place, path);
  return text === undefined ? undefined : parseLockFile(text);
}

/**
 * Reads many files of a lock, each as `readLockFile` does, but looks at each folder once: whether a symlink leads there is most of the
 * time that reading takes.
 */
export function lockFileReader(place: LockPlace): (path: string) => ParsedLockFile | undefined {
  const plainFolders = new Map<string, string>();
  return (path) => {
    const folder = posix.dirname(path);
    const known = plainFolders.get(folder) ?? plainPath(place, folder);
    plainFolders.set(folder, known);
    const text = readPlainText(plainPathIn(known, path), path);
    return text === undefined ? undefined : parseLockFile(text);
  };
}

function readPlainText(file: string, path: string): string | undefined {
  return inLock(path, () => {
    const descriptor = openIfThere(file);
    if (descriptor === undefined) return undefined;
    try {
      return readFileSync(descriptor, "utf8");
    } finally {
      closeSync(descriptor);
    }
  });
}

function openIfThere(file: string): number | undefined {
  try {
    return openRegularFile(file, "lock").descriptor;
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR") return undefined;
    throw error;
  }
}
