import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";

/**
 * The bytes of a file; undefined where there is none that can be read, or something else in its place. Does not wait at
 * a pipe.
 */
export function readRegularFile(path: string): Buffer | undefined {
  let descriptor: number;
  try {
    // The flag is not there on Windows.
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch {
    return undefined;
  }
  try {
    return fstatSync(descriptor).isFile() ? readFileSync(descriptor) : undefined;
  } catch {
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}
