import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { contentSha } from "@review/corpus";

/**
 * Looks at a file of the tree; undefined if it cannot be read. Its `stamp` changes whenever it is written or replaced, also
 * with the same bytes.
 */
export async function lookAtFile(root: string, path: string) {
  const file = join(root, path);
  try {
    const { ino, mtimeNs, size } = await stat(file, { bigint: true });
    return { sha: contentSha(await readFile(file)), stamp: `${ino} ${mtimeNs} ${size}` };
  } catch {
    // Moved or deleted: whoever asks has another text to compare with.
    return undefined;
  }
}
