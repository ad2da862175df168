import { type Corpus, hashNotes, listNotePaths, locateNote, NoteNotFoundError } from "@review/corpus";
import type { Ledger } from "@review/db";
import { type NamedPair, namePair } from "./pairs/pair-document.ts";
import { ledgerSource } from "./verify/ledger-source.ts";

/**
 * Finds the pair that somebody names, as `namePair` does. Of a note that is not there it says which one has its text now, if ledger or lock
 * know of a text that was accepted under its name.
 */
export async function namePairOrRenamed(
  corpus: Corpus,
  named: { note: string; gate: string },
  { cwd, open }: { cwd: string; open: () => Promise<Ledger> },
): Promise<NamedPair> {
  try {
    return await namePair(corpus, named, cwd);
  } catch (error) {
    if (!(error instanceof NoteNotFoundError)) throw error;
    await using ledger = await open();
    const renamed = await findRenamed(corpus, ledger, { note: named.note, cwd });
    throw renamed.length === 0 ? error : new NoteNotFoundError(named.note, undefined, renamed);
  }
}

/** The notes that have a text which was accepted under a name that is gone. */
async function findRenamed(
  corpus: Corpus,
  ledger: Ledger,
  { note, cwd }: { note: string; cwd: string },
): Promise<string[]> {
  const { readings } = await locateNote(corpus, note, cwd);
  const gone = await ledgerSource(corpus, ledger).leftNames(new Map(), new Set());
  const texts = [...gone].filter(([, names]) => readings.some((name) => names.has(name)));
  if (texts.length === 0) return [];
  const shas = new Set(texts.map(([sha]) => sha));
  const { notes } = await hashNotes(corpus, (await listNotePaths(corpus)).paths);
  return notes.filter(({ sha }) => shas.has(sha)).map(({ path }) => path);
}
