import type { Dirent, readdir as nodeReaddir } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describeFileError, isMissing } from "../files/file-errors.ts";
import { canonicalPath } from "../files/root-paths.ts";
import type { SkippedPath } from "./note.ts";

type Entry = Pick<Dirent, "name" | "isFile" | "isDirectory" | "isSymbolicLink">;

/**
 * A `readdir` for a glob that must not follow symlinks but name those it would have met: a symlink is listed as what
 * it leads to, a pipe or a device as a file, each with the reason in `passedOver`; a directory reached through a symlink
 * is noted in `skipped` and appears empty.
 * The root must be a real path.
 */
export function createUnlinkedReaddir(root: string) {
  const passedOver = new Map<string, string>();
  const skipped: SkippedPath[] = [];

  async function list(directory: string): Promise<Entry[]> {
    const path = canonicalPath(root, directory);
    try {
      const real = await realpath(directory);
      if (real === directory) return await listEntries(directory);
      skipped.push({ path, reason: `leads to ${real}; symlinks are not followed` });
    } catch (error) {
      if (!isMissing(error)) skipped.push({ path, reason: `cannot be read: ${describeFileError(error)}` });
    }
    return [];
  }

  async function listEntries(directory: string): Promise<Entry[]> {
    const entries = await readdir(directory, { withFileTypes: true });
    return Promise.all(
      entries.map(async (entry) => {
        if (entry.isFile() || entry.isDirectory()) return entry;
        const path = join(directory, entry.name);
        const passOver = (reason: string) => passedOver.set(canonicalPath(root, path), reason);
        if (!entry.isSymbolicLink()) {
          passOver("is not a regular file");
          return describeEntry(entry.name, false);
        }
        const isDirectory = await stat(path).then(
          (found) => found.isDirectory(),
          () => false,
        );
        if (!isDirectory) passOver("is a symlink; symlinks are not followed");
        return describeEntry(entry.name, isDirectory);
      }),
    );
  }

  const adapter = (
    directory: string,
    _options: unknown,
    done: (error: Error | null, entries: Entry[]) => void,
  ) => {
    void list(resolve(directory)).then((entries) => done(null, entries));
  };
  // The walk calls readdir in this one form only; its type asks for all of node's overloads.
  return { readdir: adapter as unknown as typeof nodeReaddir, passedOver, skipped };
}

function describeEntry(name: string, isDirectory: boolean): Entry {
  return { name, isFile: () => !isDirectory, isDirectory: () => isDirectory, isSymbolicLink: () => false };
}
