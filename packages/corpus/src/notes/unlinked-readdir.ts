import type { Dirent, readdir as nodeReaddir } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describeFileError, isMissing } from "../files/file-errors.ts";
import { canonicalPath } from "../files/root-paths.ts";
import type { SkippedPath } from "./note.ts";

type Entry = Pick<Dirent, "name" | "isFile" | "isDirectory" | "isSymbolicLink">;

/**
 * A `readdir` for a glob that must not follow symlinks but name those it would have met: a symlink is listed as what
 * it leads to and noted in `links`; a directory reached through one is noted in `skipped` and appears empty.
 * The root must be a real path.
 */
export function createUnlinkedReaddir(root: string) {
  const links = new Set<string>();
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
        if (!entry.isSymbolicLink()) return entry;
        const path = join(directory, entry.name);
        const isDirectory = await stat(path).then(
          (found) => found.isDirectory(),
          () => false,
        );
        if (!isDirectory) links.add(canonicalPath(root, path));
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
  return { readdir: adapter as unknown as typeof nodeReaddir, links, skipped };
}

function describeEntry(name: string, isDirectory: boolean): Entry {
  return { name, isFile: () => !isDirectory, isDirectory: () => isDirectory, isSymbolicLink: () => false };
}
