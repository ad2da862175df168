import { lstatSync } from "node:fs";
import { type FileHandle, open, rm } from "node:fs/promises";
import { join, posix } from "node:path";
import { UsageError } from "@review/cli-kit";
import { findSymlink, type HeldFolder, holdFolder, SymlinkOnTheWayError } from "@review/corpus";
import { failureReason } from "@review/db/guards";

/**
 * Writes files that are not there yet, by their paths from the root (with `/`), folders included: all of them, or none if
 * one of them is there, a symlink stands on the way to it, which might lead out of the root, or one cannot be written. Throws
 * UsageError that names the file, and of one that is there `mend`.
 */
export async function writeNewFiles(
  root: string,
  files: readonly { path: string; text: string }[],
  mend = "move it away first",
): Promise<void> {
  for (const { path } of files) requireNew(root, path, mend);
  const folders: HeldFolder[] = [];
  const written: string[] = [];
  try {
    for (const { path, text } of files) {
      try {
        const folder = holdFolder(root, posix.dirname(path), { makes: true });
        folders.push(folder);
        const file = `${folder.path}/${posix.basename(path)}`;
        // Refuses a file that somebody else has written meanwhile.
        const opened = await open(file, "wx");
        written.push(file);
        await writeAndClose(opened, text);
      } catch (error) {
        // Half of a file would stand in the way of all that follows.
        for (const each of written) await rm(each, { force: true });
        throw notWritten(path, error);
      }
    }
  } finally {
    for (const folder of folders) folder.close();
  }
}

function notWritten(path: string, error: unknown): UsageError {
  if (error instanceof SymlinkOnTheWayError) return behindSymlink(path, error.link);
  return new UsageError(`${path} cannot be written (${failureReason(error)}): is the folder writable?`, {
    cause: error,
  });
}

const behindSymlink = (path: string, link: string) =>
  new UsageError(`${path} was not written, nor anything else: ${link} is a symlink; move it away first`);

async function writeAndClose(file: FileHandle, text: string): Promise<void> {
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}

function requireNew(root: string, path: string, mend: string): void {
  const file = join(root, path);
  try {
    const link = findSymlink(root, file);
    if (link !== undefined) throw behindSymlink(path, link);
    if (!lstatSync(file, { throwIfNoEntry: false })) return;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    // What cannot be looked at cannot be written either, and that says why.
    return;
  }
  throw new UsageError(`${path} exists already, and nothing was written: ${mend}`);
}
