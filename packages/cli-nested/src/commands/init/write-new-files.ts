import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UsageError } from "@review/cli-kit";

/** A file to be written; `path` is relative to the root, with `/`. */
export interface NewFile {
  path: string;
  text: string;
}

/**
 * Writes files that are not there yet, folders included: all of them, or none if one of them is there. Throws
 * UsageError that names the file.
 */
export async function writeNewFiles(root: string, files: readonly NewFile[]): Promise<void> {
  const taken = files.find(({ path }) => existsSync(join(root, path)));
  if (taken)
    throw new UsageError(`${taken.path} exists already, and nothing was written: move it away first`);
  for (const { path, text } of files) {
    try {
      await mkdir(dirname(join(root, path)), { recursive: true });
      // Refuses a file that somebody else has written meanwhile.
      await writeFile(join(root, path), text, { flag: "wx" });
    } catch (error) {
      const why = error instanceof Error && "code" in error ? String(error.code) : String(error);
      throw new UsageError(`${path} cannot be written (${why}): is the folder writable?`, { cause: error });
    }
  }
}
