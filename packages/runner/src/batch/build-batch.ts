import {
  type Corpus,
  CorpusError,
  type Gate,
  readFixtureNote,
  readNote,
  resolveLocalLinks,
} from "@review/corpus";
import { isFixturePath } from "@review/db/vocabulary";
import { isShortage } from "../process/shortage.ts";
import type { PlannedRun } from "./batch.ts";

/**
 * Reads a note once, at the moment it goes into a prompt: these bytes are hashed, kept as snapshot and given
 * to the reviewer. That of a fixture is the same without what is expected. `links: false` leaves out the resolving of local links, for runners without a prompt.
 * Throws the CorpusErrors of readNote.
 */
export async function buildRun(
  corpus: Corpus,
  { notePath, gates, links }: { notePath: string; gates: readonly Gate[]; links: boolean },
): Promise<PlannedRun> {
  // What a fixture leads to, its reviewer is not told: its neighbours say what is expected of it.
  if (isFixturePath(notePath)) return { note: await readFixtureNote(corpus, notePath), gates, links: [] };
  const note = await readNote(corpus, notePath);
  return { note, gates, links: links ? await resolveLocalLinks(corpus, note) : [] };
}

/**
 * As buildRun for several notes; one that cannot be read any more becomes a problem and not an error, unless the
 * machine can open no more files: then none could be read, and that says nothing about the note.
 */
export async function buildRuns(
  corpus: Corpus,
  asked: readonly { notePath: string; gates: readonly Gate[] }[],
  links: boolean,
): Promise<{ runs: PlannedRun[]; problems: { notePath: string; message: string }[] }> {
  const runs: PlannedRun[] = [];
  const problems: { notePath: string; message: string }[] = [];
  for (const { notePath, gates } of asked) {
    try {
      runs.push(await buildRun(corpus, { notePath, gates, links }));
    } catch (error) {
      if (!(error instanceof CorpusError) || isShortage(error.cause)) throw error;
      problems.push({ notePath, message: error.message });
    }
  }
  return { runs, problems };
}
