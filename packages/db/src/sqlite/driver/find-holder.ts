import { readFileSync, statSync } from "node:fs";

/** The byte of the shared-memory file that whoever writes has locked (https://www.sqlite.org/walformat.html#wal_locks). */
const WRITE_LOCK = 120;

/** Who keeps others from writing to a database: a process by its number, where the system tells of it (Linux does). */
export function describeHolder(path: string): string {
  const holder = findHolder(path);
  return holder === undefined ? "another process" : `process ${holder}`;
}

function findHolder(path: string): number | undefined {
  try {
    const locks = readFileSync("/proc/locks", "utf8");
    return holderOf(locks, statSync(`${path}-shm`).ino, WRITE_LOCK) ?? holderOf(locks, statSync(path).ino);
  } catch {
    // There is no such list, or no such file: what is told then has no number in it.
    return undefined;
  }
}

/** Who has locked a file, or a byte of it, so that nobody else can, by the list of the system. A process of another container has the number 0. */
export function holderOf(locks: string, inode: number, byte?: number): number | undefined {
  const held = /^\d+: (?:POSIX|OFDLCK) +\S+ +WRITE +(-?\d+) [\da-f]+:[\da-f]+:(\d+) (\d+) (\d+|EOF)$/gm;
  for (const [, pid, at, first, last] of locks.matchAll(held)) {
    const isThere = byte === undefined || (Number(first) <= byte && (last === "EOF" || byte <= Number(last)));
    if (Number(at) === inode && isThere && Number(pid) > 0) return Number(pid);
  }
  return undefined;
}
