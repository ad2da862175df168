import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { contentSha } from "@review/corpus";
import { errorCode } from "@review/db/guards";

/** A file as it was found, by its content sha. */
export interface FileOnDisk {
  sha: string;
  stamp: string;
}

/** Looks at a file of the tree; undefined if it cannot be read. */
export async function lookAtFile(root: string, path: string): Promise<FileOnDisk | undefined> {
  try {
    // First the stamp: a file that is written before it is read has another one afterwards.
    const stamp = await readStamp(root, path);
    const bytes = await readFile(join(root, path));
    return stamp === undefined ? undefined : { sha: contentSha(bytes), stamp };
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    // Moved or deleted: whoever asks has another text to compare with.
    return undefined;
  }
}

/** What changes whenever a file is written or replaced, also with the same bytes; undefined if it is not there. */
export async function readStamp(root: string, path: string): Promise<string | undefined> {
  try {
    const { ino, mtimeNs, ctimeNs, size } = await stat(join(root, path), { bigint: true });
    // The time of its last change in any way, too: all else can be put back.
    return `${ino} ${mtimeNs} ${ctimeNs} ${size}`;
  } catch {
    // Whatever keeps it from being seen, it is not as it was.
    return undefined;
  }
}
