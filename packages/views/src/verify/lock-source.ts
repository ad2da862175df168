import type { Corpus } from "@review/corpus";
import { canHaveFile, type LockEntry, lockFilePath, lockFileReader } from "@review/lock";
import type { AcceptedSource } from "./accepted-source.ts";

/** What the lock alone says. Nothing is opened but its files. */
export function lockSource(corpus: Corpus): AcceptedSource {
  const refused: string[] = [];
  const readLocked = lockedReader(corpus);
  return {
    refused,
    accepted: async (notes) =>
      notes.map(({ path, sha }) => {
        const { entries: locked, problems } = readLocked(path);
        refused.push(...problems);
        return { entries: locked.filter(({ noteSha }) => noteSha === sha), locked, past: async () => [] };
      }),
  };
}

/** Reads what the file of a note says, of whatever versions. */
export function lockedReader(
  corpus: Corpus,
): (notePath: string) => { entries: LockEntry[]; problems: string[] } {
  const read = lockFileReader(corpus);
  return (notePath) => {
    const path = lockFilePath(corpus, notePath);
    const file = canHaveFile(notePath) ? read(path) : undefined;
    const problems = file?.problems.map((problem) => `${path}: ${problem}`) ?? [];
    return { entries: file?.entries ?? [], problems };
  };
}
