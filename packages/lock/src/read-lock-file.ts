import { closeSync, readFileSync } from "node:fs";
import { openRegularFile } from "@review/corpus";
import { errorCode } from "@review/db/guards";
import { inLock, type LockPlace, plainPath } from "./lock-place.ts";
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
