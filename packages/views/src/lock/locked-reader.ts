import type { Corpus } from "@review/corpus";
import { canHaveFile, type LockEntry, lockFilePath, lockFileReader, type UnreadEntry } from "@review/lock";

/** Reads what the file of a note says, of whatever versions. */
export function lockedReader(
  corpus: Corpus,
): (notePath: string) => { entries: LockEntry[]; problems: string[]; unread: UnreadEntry[] } {
  const read = lockFileReader(corpus);
  return (notePath) => {
    const path = lockFilePath(corpus, notePath);
    const file = canHaveFile(notePath) ? read(path) : undefined;
    const problems = file?.problems.map((problem) => `${path}: ${problem}`) ?? [];
    return { entries: file?.entries ?? [], problems, unread: file?.unread ?? [] };
  };
}
