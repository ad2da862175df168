import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { LedgerUnavailableError } from "../../errors.ts";
import { errorCode, failureReason } from "../../guards.ts";
import { explainNoFolder, findUncreatable } from "../driver/find-unwritable.ts";
import { seeFile } from "./ledger-files.ts";
import { OWN_MODE } from "./own-mark.ts";

/**
 * Makes sure that the file of a new ledger can be created: its directory, with owner-only permissions, and
 * an empty file that only the owner can read, with the mark of our own (SQLite gives the same permissions to its side files). A
 * directory named `.review`, or that is made for it, gets a `.gitignore` that ignores everything in it. Throws LedgerUnavailableError, also where
 * more than the last directory is missing: a path with a slip in it must not leave a tree of directories behind.
 */
export function prepareLedgerFile(path: string): void {
  requireFolderAbove(path);
  try {
    makeLedgerFolder(path);
    closeSync(openSync(path, "a", OWN_MODE));
  } catch (error) {
    const why = findUncreatable(path) ?? "is its directory writable?";
    const reason = `it cannot be created (${failureReason(error)}): ${why}`;
    throw new LedgerUnavailableError(path, reason, { cause: error });
  }
}

/** Throws LedgerUnavailableError where not even the folder is there that the ledger's folder is in. */
export function requireFolderAbove(path: string): void {
  const parent = dirname(dirname(path));
  if (seeFile(parent)) return;
  throw new LedgerUnavailableError(path, explainNoFolder(parent));
}

/** Makes the folder of a ledger as `prepareLedgerFile` does. Throws what the file system says. */
export function makeLedgerFolder(path: string): void {
  const directory = dirname(path);
  const isNew = makeDirectory(directory);
  if (isNew || basename(directory) === ".review") ignoreEverythingIn(directory);
}

/** Puts the `.gitignore` of a ledger's `.review` back where it is missing: a branch that has one takes it along when it is left. */
export function keepIgnored(path: string): void {
  const directory = dirname(path);
  if (basename(directory) !== ".review") return;
  try {
    ignoreEverythingIn(directory);
  } catch {
    // Whoever may not write there is told so by what is to be written.
  }
}

/** See `isIgnored` of the package, of a file. */
export function isFileIgnored(path: string): boolean | undefined {
  const directory = dirname(path);
  if (basename(directory) !== ".review") return undefined;
  try {
    return /^\/?\*{1,2}\s*$/m.test(readFileSync(join(directory, ".gitignore"), "utf8"));
  } catch {
    return false;
  }
}

/** Whether there was none. Not `recursive`, which would make the parent again if it goes away meanwhile. */
function makeDirectory(directory: string): boolean {
  try {
    mkdirSync(directory, { mode: 0o700 });
    return true;
  } catch (error) {
    // Another process may have made it just now.
    if (!existsSync(directory)) throw error;
    return false;
  }
}

function ignoreEverythingIn(directory: string): void {
  const file = join(directory, ".gitignore");
  let descriptor: number;
  try {
    // `wx` writes through no symlink, not even through one that leads to nothing.
    descriptor = openSync(file, "wx");
  } catch (error) {
    const isThere = errorCode(error) === "EEXIST";
    if (isThere) return;
    throw error;
  }
  try {
    writeFileSync(descriptor, "*\n");
  } catch (error) {
    // An empty one would be left as it is from then on, and nothing ignored.
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}
