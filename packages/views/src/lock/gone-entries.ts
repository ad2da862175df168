import { type Corpus, grouped, hashNotes, listNotePaths, readNote } from "@review/corpus";
import { type AcceptedEntry, isAccepted, type LockEntry, listLockedNotes } from "@review/lock";
import { isNoteGone } from "../moved/note-gone.ts";
import { lockedReader } from "./locked-reader.ts";

/** An entry of the lock, and the note in whose file it stands. */
export interface LockedEntry<Entry extends LockEntry = LockEntry> {
  notePath: string;
  entry: Entry;
}

/**
 * What the lock says is accepted of notes that are gone: of all, or of those named. `there` are notes that are known to be there. Throws
 * LockPlaceError, LockUnusableError.
 */
export async function listGoneEntries(
  corpus: Corpus,
  there: ReadonlySet<string>,
  named?: readonly string[],
): Promise<LockedEntry<AcceptedEntry>[]> {
  const readLocked = lockedReader(corpus);
  const found: LockedEntry<AcceptedEntry>[] = [];
  for (const notePath of named ?? listLockedNotes(corpus).notePaths) {
    // Most notes that a lock knows are there.
    if (there.has(notePath) || !(await isNoteGone(corpus, notePath))) continue;
    const accepted = readLocked(notePath).entries.filter(isAccepted);
    found.push(...accepted.map((entry) => ({ notePath, entry })));
  }
  return found;
}

/** The names of these entries by the sha of the text that they are about. */
export function namesByText(gone: readonly LockedEntry[]): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const [sha, entries] of grouped(gone, ({ entry }) => entry.noteSha)) {
    names.set(sha, new Set(entries.map(({ notePath }) => notePath)));
  }
  return names;
}

/** The texts with these shas that notes of the corpus have now, under whatever name. */
export async function textsOf(corpus: Corpus, shas: ReadonlySet<string>): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  if (shas.size === 0) return texts;
  const { notes } = await hashNotes(corpus, (await listNotePaths(corpus)).paths);
  for (const { path, sha } of notes) {
    if (!shas.has(sha) || texts.has(sha)) continue;
    const note = await readNote(corpus, path);
    // It may have changed while the others were read.
    if (note.sha === sha) texts.set(sha, note.text);
  }
  return texts;
}
