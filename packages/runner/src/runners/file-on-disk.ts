import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { contentSha } from "@review/corpus";

/** A file of the tree at one moment. */
export interface FileOnDisk {
  /** Of its bytes. */
  sha: string;
  /** Changes whenever the file is written or replaced, also with the same bytes. */
  stamp: string;
}

/** Looks at a file of the tree; undefined if it cannot be read. */
export async function lookAtFile(root: string, path: string): Promise<FileOnDisk | undefined> {
  const file = join(root, path);
  try {
    const { ino, mtimeNs, size } = await stat(file, { bigint: true });
    return { sha: contentSha(await readFile(file)), stamp: `${ino} ${mtimeNs} ${size}` };
  } catch {
    // Moved or deleted: whoever asks has another text to compare with.
    return undefined;
  }
}
