import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { contentSha } from "@review/corpus";

/** A note's file at one moment. */
export interface NoteOnDisk {
  /** Of its bytes. */
  sha: string;
  /** Changes whenever the file is written or replaced, also with the same bytes. */
  stamp: string;
}

/** Looks at a note's file; undefined if it cannot be read. */
export async function lookAtNote(root: string, notePath: string): Promise<NoteOnDisk | undefined> {
  const file = join(root, notePath);
  try {
    const { ino, mtimeNs, size } = await stat(file, { bigint: true });
    return { sha: contentSha(await readFile(file)), stamp: `${ino} ${mtimeNs} ${size}` };
  } catch {
    // Moved or deleted: whoever asks has another text to compare with.
    return undefined;
  }
}
