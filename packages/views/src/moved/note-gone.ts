import { lstatSync } from "node:fs";
import { join } from "node:path";
import { type Corpus, locateNote, locatePath } from "@review/corpus";
import { errorCode } from "@review/db/guards";

/**
 * Whether no note has a name any more: nothing is there, or what is no note, such as a folder, or a symlink, behind which is at best another one.
 * What cannot be looked at is not gone.
 */
export async function isNoteGone(corpus: Corpus, path: string): Promise<boolean> {
  const way = await seenAt(join(corpus.root, path));
  if (way !== undefined) return way !== "file";
  try {
    // It may be there in another spelling.
    return (await locateNote(corpus, path, corpus.root)).path === undefined;
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    return code === "not-a-note" || code === "note-outside-root";
  }
}

/** What a path is, where it leads through no symlink; else `other`. Undefined if that cannot be told, or nothing is there. */
async function seenAt(path: string): Promise<"file" | "other" | undefined> {
  try {
    const found = lstatSync(path);
    if (found.isSymbolicLink()) return "other";
    const isOwn = spelling((await locatePath(path)).path) === spelling(path);
    return isOwn && found.isFile() ? "file" : "other";
  } catch (error) {
    return errorCode(error) === "ELOOP" ? "other" : undefined;
  }
}

/** Disks may take two spellings for one name. */
const spelling = (path: string) => path.normalize("NFC").toLowerCase();
