import { type Corpus, grouped, hashNotes, listNotePaths, type NoteProblem, readNote } from "@review/corpus";
import {
  type AcceptedEntry,
  canHaveFile,
  isAccepted,
  type LockEntry,
  listLockedNotes,
  lockFilePath,
  lockTextReader,
} from "@review/lock";
import { isNoteGone } from "../moved/note-gone.ts";
import { lockedReader } from "./locked-reader.ts";

/** An entry of the lock, and the note in whose file it stands. */
export interface LockedEntry<Entry extends LockEntry = LockEntry> {
  notePath: string;
  entry: Entry;
}

/** What the lock says is accepted under a name that has not this text now: its note is gone, or has another one. */
export interface LeftEntry extends LockedEntry<AcceptedEntry> {
  isGone: boolean;
}

/** The notes that are known to be there, with the shas of their texts; undefined of one that cannot be read. */
export type NotesThere = ReadonlyMap<string, string | undefined>;

/** What of the tree was read, and what of it could not be. */
export function notesThere(
  read: readonly { path: string; sha: string }[],
  problems: readonly NoteProblem[],
): NotesThere {
  const unread = problems.filter(({ code }) => code !== "note-not-found");
  return new Map<string, string | undefined>([
    ...unread.map(({ path }) => [path, undefined] as const),
    ...read.map(({ path, sha }) => [path, sha] as const),
  ]);
}

/**
 * What the lock says is accepted of notes that are gone, and of other texts than those that notes have now: of all, or of those named. The latter as far as
 * they are of some `texts`, by sha: of which some note may be left with what stood under the other name. Throws LockPlaceError, LockUnusableError.
 */
export async function listLeftEntries(
  corpus: Corpus,
  there: NotesThere,
  { named, texts }: { named?: readonly string[] | undefined; texts?: ReadonlySet<string> | undefined } = {},
): Promise<LeftEntry[]> {
  const readLocked = lockedReader(corpus);
  const mayTellOf = texts && textTeller(corpus, texts);
  const found: LeftEntry[] = [];
  const add = (notePath: string, isGone: boolean, isLeft: (noteSha: string) => boolean) => {
    const accepted = readLocked(notePath).entries.filter(isAccepted);
    for (const entry of accepted) if (isLeft(entry.noteSha)) found.push({ notePath, entry, isGone });
  };
  for (const notePath of named ?? listLockedNotes(corpus).notePaths) {
    // Most notes that a lock knows are there.
    if (!there.has(notePath) && (await isNoteGone(corpus, notePath))) {
      add(notePath, true, () => true);
      continue;
    }
    if (mayTellOf && !mayTellOf(notePath, there.get(notePath))) continue;
    const now = there.has(notePath) ? there.get(notePath) : await shaOf(corpus, notePath);
    if (now === undefined) continue;
    add(notePath, false, (sha) => sha !== now && (texts?.has(sha) ?? true));
  }
  return found;
}

/** Answers whether the file of a note may speak of some texts beside that which it has now: to parse all files takes as long as all else that `verify` does. */
function textTeller(
  corpus: Corpus,
  texts: ReadonlySet<string>,
): (notePath: string, sha: string | undefined) => boolean {
  if (texts.size === 0) return () => false;
  const readText = lockTextReader(corpus);
  return (notePath, sha) => {
    const text = canHaveFile(notePath) ? (readText(lockFilePath(corpus, notePath)) ?? "") : "";
    // An escaped letter may be one of a sha.
    if (text.includes("\\u")) return true;
    for (const [found] of text.matchAll(SHA)) if (found !== sha && texts.has(found)) return true;
    return false;
  };
}

const SHA = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g;

/** Undefined of a note that cannot be read. */
const shaOf = async (corpus: Corpus, notePath: string) => (await hashNotes(corpus, [notePath])).notes[0]?.sha;

/** Names under which something is accepted that is not theirs now; with each whether it is gone. By the sha of the text that it is about. */
export type LeftNames = ReadonlyMap<string, ReadonlyMap<string, { isGone: boolean }>>;

/** The names of these entries. */
export function namesByText(left: readonly LeftEntry[]): Map<string, Map<string, { isGone: boolean }>> {
  const names = new Map<string, Map<string, { isGone: boolean }>>();
  for (const [sha, entries] of grouped(left, ({ entry }) => entry.noteSha)) {
    names.set(sha, new Map(entries.map(({ notePath, isGone }) => [notePath, { isGone }])));
  }
  return names;
}

/** A text of the tree, and the notes that have it. */
export interface TextThere {
  text: string;
  paths: readonly string[];
}

/** The texts with these shas that notes of the corpus have now, under whatever names. */
export async function textsOf(corpus: Corpus, shas: ReadonlySet<string>): Promise<Map<string, TextThere>> {
  const texts = new Map<string, TextThere>();
  if (shas.size === 0) return texts;
  const { notes } = await hashNotes(corpus, (await listNotePaths(corpus)).paths);
  const asked = notes.filter(({ sha }) => shas.has(sha));
  for (const [sha, some] of grouped(asked, (note) => note.sha)) {
    const paths = some.map(({ path }) => path);
    const note = await readNote(corpus, paths[0] ?? "");
    // It may have changed while the others were read.
    if (note.sha === sha) texts.set(sha, { text: note.text, paths });
  }
  return texts;
}
