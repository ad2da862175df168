import { setImmediate } from "node:timers/promises";
import type { Corpus } from "../configuration/config.ts";
import { CorpusError } from "../errors.ts";
import { contentSha } from "../files/content-sha.ts";
import { readFrontMatterOfBytes } from "../text/front-matter.ts";
import type { HashedNote, Note, NoteProblem } from "./note.ts";
import { readNote, readNoteBytes } from "./read-note.ts";

// Files are read synchronously (see read-note.ts); other work gets a turn after this many, about every millisecond.
const NOTES_PER_TURN = 64;

// Few notes are longer. A buffer of its own for each note costs an allocation and a look at its size.
const SCRATCH_BYTES = 256 * 1024;

/** Reads notes with their texts, in the given order. A note that cannot be read becomes a problem, never an error. */
export async function readNotes(
  corpus: Pick<Corpus, "root">,
  paths: readonly string[],
): Promise<{ notes: Note[]; problems: NoteProblem[] }> {
  return collect(paths, (path) => readNote(corpus, path));
}

/**
 * Hashes notes without keeping their texts, in the given order; with `frontMatter` also what they say of themselves.
 * A note that `readNote` would refuse becomes a problem, never an error.
 */
export async function hashNotes(
  corpus: Pick<Corpus, "root">,
  paths: readonly string[],
  options: { frontMatter?: boolean | undefined } = {},
): Promise<{ notes: HashedNote[]; problems: NoteProblem[] }> {
  const scratch = Buffer.allocUnsafe(SCRATCH_BYTES);
  return collect(paths, async (path) => {
    const bytes = readNoteBytes(corpus.root, path, scratch);
    const sha = contentSha(bytes);
    const size = bytes.length;
    if (options.frontMatter !== true) return { path, sha, size };
    return { path, sha, size, frontMatter: await readFrontMatterOfBytes(bytes) };
  });
}

/**
 * Those of the notes whose bytes, seen as Latin-1, a test picks: the others are not decoded. A note that cannot be read is
 * left out.
 */
export async function readNotesThat(
  corpus: Pick<Corpus, "root">,
  paths: readonly string[],
  picks: (latin1: string) => boolean,
): Promise<Pick<Note, "path" | "text">[]> {
  const scratch = Buffer.allocUnsafe(SCRATCH_BYTES);
  const { notes } = await collect(paths, async (path) => {
    const bytes = readNoteBytes(corpus.root, path, scratch);
    return picks(bytes.toString("latin1")) ? [{ path, text: bytes.toString("utf8") }] : [];
  });
  return notes.flat();
}

async function collect<Read>(
  paths: readonly string[],
  read: (path: string) => Promise<Read>,
): Promise<{ notes: Read[]; problems: NoteProblem[] }> {
  const notes: Read[] = [];
  const problems: NoteProblem[] = [];
  for (const [index, path] of paths.entries()) {
    if (index % NOTES_PER_TURN === NOTES_PER_TURN - 1) await setImmediate();
    try {
      notes.push(await read(path));
    } catch (error) {
      if (!(error instanceof CorpusError)) throw error;
      problems.push({ path, code: error.code, message: error.message });
    }
  }
  return { notes, problems };
}
