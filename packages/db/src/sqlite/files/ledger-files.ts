import { lstatSync, realpathSync, statSync } from "node:fs";
import { basename } from "node:path";
import { setTimeout } from "node:timers/promises";
import { LedgerUnavailableError } from "../../errors.ts";
import { failureReason } from "../../guards.ts";

/** A file as it stood when it was looked at. */
export interface SeenFile {
  /** What tells it from another file in its place: device and inode. */
  identity: string;
  isFile: boolean;
  /** Who may read, write and execute it: `0o777` of its mode. */
  mode: number;
  bytes: bigint;
  /** How many names it has. */
  links: bigint;
  /** When it was made, in nanoseconds; 0 where the file system does not say. */
  bornAt: bigint;
  /** When its content, its name or its permissions last changed, in nanoseconds. */
  changedAt: bigint;
  /** When its content last changed, in nanoseconds; a program can set it to any other time. */
  writtenAt: bigint;
}

/** The files of a ledger as they stand at its path: the file itself, SQLite's log, and the index of that log. */
export interface LedgerFiles {
  main: SeenFile | undefined;
  wal: SeenFile | undefined;
  shm: SeenFile | undefined;
}

/**
 * A file as it is now, or what a link leads to; undefined where there is none. Throws LedgerUnavailableError where that cannot be
 * seen.
 */
export const seeFile = (path: string): SeenFile | undefined => see(path, statSync);

/** The same of a side file, whose links SQLite does not follow. */
export const seeSideFile = (path: string): SeenFile | undefined => see(path, lstatSync);

function see(path: string, look: typeof statSync): SeenFile | undefined {
  try {
    const stat = look(path, { bigint: true });
    return {
      identity: `${stat.dev}:${stat.ino}`,
      isFile: stat.isFile(),
      mode: Number(stat.mode) & 0o777,
      bytes: stat.size,
      links: stat.nlink,
      bornAt: stat.birthtimeNs,
      changedAt: stat.ctimeNs,
      writtenAt: stat.mtimeNs,
    };
  } catch (error) {
    const code = failureReason(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new LedgerUnavailableError(path, `it cannot be looked at (${code}); may you enter its folder?`, {
      cause: error,
    });
  }
}

/** Where the files of a ledger that is there are: SQLite puts the side files beside what a link leads to. */
export function ledgerPaths(path: string): Record<"main" | "real" | "wal" | "shm" | "journal", string> {
  const real = realpathSync.native(path);
  return { main: path, real, wal: `${real}-wal`, shm: `${real}-shm`, journal: `${real}-journal` };
}

export type LedgerPaths = ReturnType<typeof ledgerPaths>;

export function seeFiles({ main, wal, shm }: LedgerPaths): LedgerFiles {
  return { main: seeFile(main), wal: seeSideFile(wal), shm: seeSideFile(shm) };
}

/** The names of the side files, as they are told to a person. */
export function sideNames({ wal, shm }: LedgerPaths): { wal: string; shm: string } {
  return { wal: basename(wal), shm: basename(shm) };
}

/** What is wrong with a file of several names: under each of them it would have a log of its own. */
export const HARD_LINK =
  "it has another name (a hard link), and what is recorded under that one would be lost: remove the other name (of one that was moved out of a repository it is in `review` of the git folder there), or put a copy in this one's place";

/** Bytes of the header of a log; one without more holds nothing. */
const WAL_HEADER = 32n;
const LOOKS = 30;
const LOOK_EVERY_MS = 10;

/**
 * Whether the file was changed after its log was written. Those who write here put the log into the file before they write
 * the next change into the log, so the log is the last to be written; the file is the last for the moment in
 * between, or after another one was put in its place.
 */
export function isNewerThanLog({ main, wal }: LedgerFiles): boolean {
  // Not when the log changed: whoever opens it as root sets its owner anew.
  return isLogFilled({ wal }) && main !== undefined && wal !== undefined && main.changedAt > wal.writtenAt;
}

/** Whether there may be something in the log that is not in the file yet. */
export function isLogFilled({ wal }: Pick<LedgerFiles, "wal">): boolean {
  return wal !== undefined && wal.bytes > WAL_HEADER;
}

/** Waits for some milliseconds. */
export type Wait = (ms: number) => Promise<unknown>;

/** What is found for longer than the moment in which another process may cause it; undefined once it is not found. */
export async function findLasting<T>(
  look: () => T | undefined,
  wait: Wait = setTimeout,
): Promise<T | undefined> {
  for (let looks = 1; ; looks += 1) {
    const found = look();
    if (found === undefined || looks >= LOOKS) return found;
    await wait(LOOK_EVERY_MS);
  }
}
