import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats, statSync } from "node:fs";

/** The code of the error for what is neither a file nor a directory; `describeFileError` says it in words. */
export const NOT_REGULAR = "ERR_NOT_A_REGULAR_FILE";

/** The code of the error for a file of more bytes than are read of its kind; its message says how many those are. */
export const TOO_LARGE = "ERR_TOO_LARGE";

const MB = 1_000_000;

/**
 * The most bytes of a file of each kind that are read. Our choice: far more than anybody writes; of a note so much that it is still a string of Node
 * when it stands twice in JSON within JSON, where each control character takes seven (536 MB); of a configuration, which is read in one go, no more
 * than takes a tenth of a second.
 */
export const LARGEST = { configuration: MB, gate: 4 * MB, note: 16 * MB, lock: 16 * MB } as const;

// O_NONBLOCK: opening a pipe must not wait for its other end. Neither flag is there on Windows.
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
const NO_LINK = constants.O_NOFOLLOW ?? 0;

export interface OpenFile {
  /** To be closed by the caller. */
  descriptor: number;
  /** Bytes when it was opened. */
  size: number;
}

/**
 * Opens a file for reading that was seen to be one, and is no symlink. A pipe, a socket or a device may never end, or
 * never begin: one that took the file's place is closed at once. Throws what the file system says, or an error with the
 * code NOT_REGULAR or TOO_LARGE.
 */
export function openRegularFile(path: string, kind: keyof typeof LARGEST): OpenFile {
  return open(path, READ | NO_LINK, LARGEST[kind]);
}

/** The bytes of a file behind whatever symlinks. Throws as `openRegularFile` does. */
export function readRegularFile(path: string, kind: keyof typeof LARGEST): Buffer {
  // Nobody looked at it before, and some devices act when they are opened.
  requireRegular(statSync(path));
  const { descriptor } = open(path, READ, LARGEST[kind]);
  try {
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function open(path: string, flags: number, largest: number): OpenFile {
  const descriptor = openSync(path, flags);
  try {
    const found = fstatSync(descriptor);
    requireRegular(found);
    if (found.size > largest) {
      throw Object.assign(new Error(`it is larger than ${largest / MB} MB`), { code: TOO_LARGE });
    }
    return { descriptor, size: found.size };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

/** A directory or a symlink is what the file system itself refuses, with its reason. */
function requireRegular(found: Stats): void {
  if (found.isFile() || found.isDirectory() || found.isSymbolicLink()) return;
  throw Object.assign(new Error("not a regular file"), { code: NOT_REGULAR });
}
