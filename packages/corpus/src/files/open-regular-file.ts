import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  type Stats,
  statSync,
} from "node:fs";

/** The code of the error for what is neither a file nor a directory; `describeFileError` says it in words. */
export const NOT_REGULAR = "ERR_NOT_A_REGULAR_FILE";

// O_NONBLOCK: opening a pipe must not wait for its other end. Neither flag is there on Windows.
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
const NO_LINK = constants.O_NOFOLLOW ?? 0;

/**
 * Opens a file for reading; its symlinks are followed only if `links` says so. A pipe, a socket or a device may never
 * end, or never begin: such a thing is not opened, or closed at once if it took the file's place. Throws what the file
 * system says, or an error with the code NOT_REGULAR. The caller closes the descriptor.
 */
export function openRegularFile(path: string, { links }: { links: boolean }): number {
  requireRegular(links ? statSync(path) : lstatSync(path));
  const descriptor = openSync(path, READ | (links ? 0 : NO_LINK));
  try {
    requireRegular(fstatSync(descriptor));
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
  return descriptor;
}

/** The bytes of a file behind whatever symlinks. Throws as `openRegularFile` does. */
export function readRegularFile(path: string): Buffer {
  const descriptor = openRegularFile(path, { links: true });
  try {
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** A directory or a symlink is what the file system itself refuses, with its reason. */
function requireRegular(found: Stats): void {
  if (found.isFile() || found.isDirectory() || found.isSymbolicLink()) return;
  throw Object.assign(new Error("not a regular file"), { code: NOT_REGULAR });
}
