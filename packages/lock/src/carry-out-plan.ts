import { lstatSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { HeldFolder } from "@review/corpus";
import { errorCode } from "@review/db/guards";
import { LockUnusableError } from "./errors.ts";
import { holdLockFolder, lockFolders } from "./lock-folders.ts";
import { inLock, type LockPlace } from "./lock-place.ts";
import type { LockPlan } from "./plan-lock.ts";
import { temporaryName } from "./temporary-name.ts";

/**
 * Makes the files of a lock what they should be. Who reads a file meanwhile finds its old text or its new one. Folders that are
 * empty then go, too. Throws LockPlaceError, LockUnusableError.
 */
export function carryOutPlan(place: LockPlace, { write, remove }: Pick<LockPlan, "write" | "remove">): void {
  using folders = lockFolders(place);
  const removed = new Set(remove);
  for (const { path, isNew } of write) {
    if (isNew) folders.inFolderOf(path, (file) => requireRoom(file, path, removed));
  }
  // First what goes: a folder may stand where the file of a note is to be.
  for (const path of remove) folders.inFolderOf(path, (file) => rmSync(file, { force: true }));
  // Each once: to see that a folder is not empty takes as long as it has, or had, files.
  for (const folder of new Set(remove.map((path) => posix.dirname(path)))) removeEmptyFolders(place, folder);
  for (const { path, text } of write) {
    folders.inFolderOf(path, (file) => replaceText(file, text), { makes: true });
  }
}

/** Throws unless a folder in the place of a file goes with what is removed: before anything is done. */
function requireRoom(file: string, path: string, removed: ReadonlySet<string>): void {
  if (!lstatSync(file, { throwIfNoEntry: false })?.isDirectory()) return;
  const below = readdirSync(file, { recursive: true, withFileTypes: true });
  const paths = below.map((entry) => `${path}${join(entry.parentPath, entry.name).slice(file.length)}`);
  const goes = (at: number) => below[at]?.isDirectory() || removed.has(paths[at] ?? "");
  if (below.length > 0 && paths.every((_, at) => goes(at))) return;
  throw new LockUnusableError(path, "it is a directory; move it away");
}

function replaceText(file: string, text: string): void {
  const next = temporaryName(file);
  try {
    // Refuses what somebody has put there meanwhile.
    writeFileSync(next, text, { flag: "wx" });
    renameSync(next, file);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
}

/** A folder and those above it, up to that of the lock, as far as they are empty. */
function removeEmptyFolders(place: LockPlace, from: string): void {
  const { path: top } = place.config.lock;
  let above = holdIfThere(place, posix.dirname(from));
  try {
    for (let path = from; path === top || path.startsWith(`${top}/`); path = posix.dirname(path)) {
      const at = `${above?.path}/${posix.basename(path)}`;
      if (!above || !inLock(path, () => removeIfEmpty(at))) return;
      // Looking at each from the root would take the square of the depth.
      if (path === top) return;
      const next = above.parent();
      above.close();
      above = next;
    }
  } finally {
    above?.close();
  }
}

function holdIfThere(place: LockPlace, path: string): HeldFolder | undefined {
  return inLock(path, () => {
    try {
      return holdLockFolder(place, path);
    } catch (error) {
      if (errorCode(error) === "ENOENT") return undefined;
      throw error;
    }
  });
}

function removeIfEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    if (["ENOTEMPTY", "EEXIST", "ENOENT"].includes(errorCode(error) ?? "")) return false;
    throw error;
  }
}
