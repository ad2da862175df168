import { mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, posix } from "node:path";
import { errorCode } from "@review/db/guards";
import { inLock, type LockPlace, plainPath } from "./lock-place.ts";
import type { LockPlan } from "./plan-lock.ts";
import { temporaryName } from "./temporary-name.ts";

/**
 * Makes the files of a lock what they should be. Who reads a file meanwhile finds its old text or its new one. Folders that are
 * empty then go, too. Throws LockPlaceError, LockUnusableError.
 */
export function carryOutPlan(place: LockPlace, { write, remove }: Pick<LockPlan, "write" | "remove">): void {
  // First what goes: a note `a.md/b.md` may stand where the file of a note was.
  for (const path of remove) {
    const file = plainPath(place, path);
    inLock(path, () => rmSync(file, { force: true }));
  }
  // Each once: to see that a folder is not empty takes as long as it has, or had, files.
  for (const folder of new Set(remove.map((path) => posix.dirname(path)))) removeEmptyFolders(place, folder);
  for (const { path, text } of write) replaceText(plainPath(place, path), path, text);
}

function replaceText(file: string, path: string, text: string): void {
  inLock(path, () => {
    mkdirSync(dirname(file), { recursive: true });
    const next = temporaryName(file);
    try {
      // Refuses what somebody has put there meanwhile.
      writeFileSync(next, text, { flag: "wx" });
      renameSync(next, file);
    } catch (error) {
      rmSync(next, { force: true });
      throw error;
    }
  });
}

/** A folder and those above it, up to that of the lock, as far as they are empty. */
function removeEmptyFolders(place: LockPlace, from: string): void {
  const { path: top } = place.config.lock;
  // No symlink leads to those above it either; looking at each from the root takes the cube of the depth.
  let folder = plainPath(place, from);
  for (let path = from; path === top || path.startsWith(`${top}/`); path = posix.dirname(path)) {
    const at = folder;
    if (!inLock(path, () => removeIfEmpty(at))) return;
    folder = dirname(folder);
  }
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
