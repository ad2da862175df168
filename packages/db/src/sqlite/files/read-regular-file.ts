import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";

/**
 * The bytes of a file; undefined where there is none that can be read, something else in its place, or more than `largest`
 * bytes. Does not wait at a pipe.
 */
export function readRegularFile(path: string, largest: number): Buffer | undefined {
  let descriptor: number;
  try {
    // The flag is not there on Windows.
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch {
    return undefined;
  }
  try {
    const stat = fstatSync(descriptor);
    return stat.isFile() && stat.size <= largest ? readFileSync(descriptor) : undefined;
  } catch {
    // Nothing but the file itself was asked.
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}
