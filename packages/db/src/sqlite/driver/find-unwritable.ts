import { accessSync, closeSync, constants, existsSync, openSync, realpathSync } from "node:fs";
import { dirname } from "node:path";
import { errorCode } from "../../guards.ts";

/** What `mayWrite` answers: nothing, or the code of the system's refusal. */
type Refusal = string | undefined;

/**
 * What keeps this process, or all of them, from opening any file, and what to do about it; undefined if nothing does. SQLite
 * only says that it cannot open its own.
 */
export function findShortage(
  path: string,
  refusalOf: (place: string) => Refusal = tryToOpen,
): string | undefined {
  const refusal = refusalOf(dirname(path));
  if (refusal === "EMFILE") return "this process may not open more files: raise the limit (`ulimit -n`)";
  if (refusal === "ENFILE") return "the system may not open more files: end what has them open";
  return undefined;
}

/**
 * Which place keeps a ledger from being written, and what to do about it; undefined if none does. SQLite tells of a missing
 * permission in many ways, some of which sound like a broken disk. It writes the file, its two side files, and the folder,
 * where those come and go.
 */
export function findUnwritable(
  path: string,
  refusalOf: (place: string) => Refusal = askSystem,
): string | undefined {
  if (!existsSync(path)) return undefined;
  const real = realpathSync.native(path);
  const places = [path, `${real}-wal`, `${real}-shm`, dirname(real)];
  return places
    .map((place) => explainRefusal(place, refusalOf(place), "a copy that is"))
    .find((why) => why !== undefined);
}

/**
 * Which folder keeps a ledger that is not there from being made, and what to do about it; undefined if none does. Its own folder
 * may be missing, too, and is made then.
 */
export function findUncreatable(
  path: string,
  refusalOf: (place: string) => Refusal = askSystem,
): string | undefined {
  if (existsSync(path)) return undefined;
  const folder = dirname(path);
  const above = dirname(folder);
  if (!existsSync(above)) return explainNoFolder(above);
  const place = existsSync(folder) ? folder : above;
  return explainRefusal(place, refusalOf(place), "a file");
}

/** Why a ledger is not made where not even the folder is there that its folder is in. */
export const explainNoFolder = (folder: string) =>
  `there is no folder ${folder}: make it, or name another file`;

function explainRefusal(place: string, refusal: Refusal, what: string): string | undefined {
  const elsewhere = `name ${what} elsewhere (option db, or the variable REVIEW_DB)`;
  if (refusal === "EROFS") return `${place} is on a read-only disk: ${elsewhere}`;
  return refusal === "EACCES" || refusal === "EPERM"
    ? `no permission to write ${place}: use it as its owner, ask that one for the permission, or ${elsewhere}`
    : undefined;
}

function askSystem(place: string): Refusal {
  try {
    accessSync(place, constants.R_OK | constants.W_OK);
    return undefined;
  } catch (error) {
    return errorCode(error);
  }
}

function tryToOpen(place: string): Refusal {
  const descriptors: number[] = [];
  try {
    // Of the file, its two side files, their folder, and what may be closed again by now.
    for (let opened = 0; opened < 12; opened += 1) descriptors.push(openSync(place, constants.O_RDONLY));
    return undefined;
  } catch (error) {
    return errorCode(error);
  } finally {
    for (const descriptor of descriptors) closeSync(descriptor);
  }
}
