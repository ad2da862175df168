import { type Corpus, findIgnores, type Ignore, readNotes } from "@review/corpus";

/** The text that a note has now, and the comments in it that settle findings. */
export interface NoteToday {
  text: string;
  ignores: readonly Ignore[];
}

/** Reads what a note says of findings in it. */
export async function readNoteToday(text: string): Promise<NoteToday> {
  return { text, ignores: (await findIgnores(text)).ignores };
}

/** The same of those of some notes that can be read, by path. */
export async function notesToday(corpus: Corpus, paths: readonly string[]): Promise<Map<string, NoteToday>> {
  const { notes } = await readNotes(corpus, [...new Set(paths)]);
  const read = new Map<string, NoteToday>();
  for (const { path, text } of notes) read.set(path, await readNoteToday(text));
  return read;
}
