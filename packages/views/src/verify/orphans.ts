import type { Corpus } from "@review/corpus";
import { listLockedNotes, lockFilePath } from "@review/lock";
import type { NotesThere } from "../lock/left-entries.ts";
import { isNoteGone } from "../moved/note-gone.ts";

/** What is left over in the lock. `review-nested lock` removes it. */
export interface Orphans {
  /** Files of notes that are gone, relative to the root. */
  files: string[];
  /** Entries of gates that are gone, by file. */
  entries: { path: string; gateIds: string[] }[];
}

/** Files of the lock whose notes are gone, sorted; `there` are notes that are known to be there. Throws LockPlaceError, LockUnusableError. */
export async function findOrphanFiles(corpus: Corpus, there: NotesThere): Promise<string[]> {
  const orphans: string[] = [];
  for (const notePath of listLockedNotes(corpus).notePaths) {
    if (!there.has(notePath) && (await isNoteGone(corpus, notePath))) {
      orphans.push(lockFilePath(corpus, notePath));
    }
  }
  return orphans;
}
