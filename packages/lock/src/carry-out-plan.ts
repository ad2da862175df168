import { renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { posix } from "node:path";
import type { HeldFolder } from "@review/corpus";
import { errorCode } from "@review/db/guards";
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
  // First what goes: a note `a.md/b.md` may stand where the file of a note was.
  for (const path of remove) folders.inFolderOf(path, (file) => rmSync(file, { force: true }));
  // Each once: to see that a folder is not empty takes as long as it has, or had, files.
  for (const folder of new Set(remove.map((path) => posix.dirname(path)))) removeEmptyFolders(place, folder);
  for (const { path, text } of write) {
    folders.inFolderOf(path, (file) => replaceText(file, text), { makes: true });
  }
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
