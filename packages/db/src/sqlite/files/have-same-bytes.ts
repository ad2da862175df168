import { closeSync, openSync, readSync, statSync } from "node:fs";
import { errorCode } from "../../guards.ts";

const PORTION = 256 * 1024;

/**
 * Whether two files have the same content. False where one of them cannot be read. They are opened only where they have the same
 * size: once a file is closed again, the locks on it that SQLite has in this process are gone.
 */
export function haveSameBytes(one: string, other: string): boolean {
  const opened: number[] = [];
  try {
    if (statSync(one).size !== statSync(other).size) return false;
    const open = (path: string) => {
      const descriptor = openSync(path, "r");
      opened.push(descriptor);
      return descriptor;
    };
    return isSameToTheEnd(open(one), open(other));
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    // What cannot be read is not known to be the same.
    return false;
  } finally {
    opened.forEach(closeSync);
  }
}

function isSameToTheEnd(one: number, other: number): boolean {
  const [portion, likewise] = [Buffer.alloc(PORTION), Buffer.alloc(PORTION)];
  for (let at = 0; ; at += PORTION) {
    const length = readSync(one, portion, 0, PORTION, at);
    if (readSync(other, likewise, 0, PORTION, at) !== length) return false;
    if (!portion.subarray(0, length).equals(likewise.subarray(0, length))) return false;
    if (length < PORTION) return true;
  }
}
