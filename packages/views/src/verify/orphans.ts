import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Corpus } from "@review/corpus";
import { listLockedNotes, lockFilePath } from "@review/lock";

/** What is left over in the lock. `review-nested lock` removes it. */
export interface Orphans {
  /** Files of notes that are gone, relative to the root. */
  files: string[];
  /** Entries of gates that are gone, by file. */
  entries: { path: string; gateIds: string[] }[];
}

/** Files of the lock whose notes are gone, sorted; `there` are notes that are known to be there. Throws LockPlaceError, LockUnusableError. */
export function findOrphanFiles(corpus: Corpus, there: ReadonlySet<string>): string[] {
  return listLockedNotes(corpus)
    .notePaths.filter((notePath) => !there.has(notePath) && !existsSync(join(corpus.root, notePath)))
    .map((notePath) => lockFilePath(corpus, notePath));
}
