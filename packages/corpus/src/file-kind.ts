import { stat } from "node:fs/promises";

/** What a path leads to, through symlinks; undefined when nothing can be seen there. */
export async function fileKind(path: string): Promise<"file" | "directory" | "other" | undefined> {
  try {
    const found = await stat(path);
    if (found.isFile()) return "file";
    return found.isDirectory() ? "directory" : "other";
  } catch {
    return undefined;
  }
}
