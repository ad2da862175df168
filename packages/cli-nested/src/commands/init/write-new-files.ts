import { lstatSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UsageError } from "@review/cli-kit";
import { findSymlink } from "@review/corpus";
import { failureReason } from "@review/db/guards";

/**
 * Writes files that are not there yet, by their paths from the root (with `/`), folders included: all of them, or none if
 * one of them is there or a symlink stands on the way to it, which might lead out of the root. Throws UsageError that names
 * the file.
 */
export async function writeNewFiles(
  root: string,
  files: readonly { path: string; text: string }[],
): Promise<void> {
  for (const { path } of files) requireNew(root, path);
  for (const { path, text } of files) {
    try {
      await mkdir(dirname(join(root, path)), { recursive: true });
      // Refuses a file that somebody else has written meanwhile.
      await writeFile(join(root, path), text, { flag: "wx" });
    } catch (error) {
      throw new UsageError(`${path} cannot be written (${failureReason(error)}): is the folder writable?`, {
        cause: error,
      });
    }
  }
}

function requireNew(root: string, path: string): void {
  const file = join(root, path);
  try {
    const link = findSymlink(root, file);
    if (link !== undefined) {
      throw new UsageError(
        `${path} was not written, nor anything else: ${link} is a symlink; move it away first`,
      );
    }
    if (!lstatSync(file, { throwIfNoEntry: false })) return;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    // What cannot be looked at cannot be written either, and that says why.
    return;
  }
  throw new UsageError(`${path} exists already, and nothing was written: move it away first`);
}
