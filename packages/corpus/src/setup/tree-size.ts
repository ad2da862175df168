import { readdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * Whether a tree has more files and folders than so many, hidden ones and `node_modules` left out, and symlinks not followed; the count
 * ends there. What cannot be read counts as empty.
 */
export async function hasMoreEntries(root: string, most: number): Promise<boolean> {
  let entries = 0;
  for (const waiting = [root]; waiting.length > 0; ) {
    const folder = waiting.pop() ?? root;
    // One that may not be read, or is gone by then, has nothing to be found in it either.
    const found = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of found) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      entries += 1;
      if (entries > most) return true;
      if (entry.isDirectory()) waiting.push(join(folder, entry.name));
    }
  }
  return false;
}
