import { statSync } from "node:fs";

// Synchronously, as every command starts with a few of these: loading node:fs/promises takes longer than they do.

/** What a path leads to, through symlinks; undefined when nothing can be seen there. */
export function fileKind(path: string): "file" | "directory" | "other" | undefined {
  try {
    const found = statSync(path);
    if (found.isFile()) return "file";
    return found.isDirectory() ? "directory" : "other";
  } catch {
    // Not there, not to be looked at, or no name of a file at all.
    return undefined;
  }
}
