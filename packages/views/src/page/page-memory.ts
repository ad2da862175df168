import type { Corpus } from "@review/corpus";
import { type GateReviewId, type Ledger, type LedgerMark, listNotesSince, type ModelId } from "@review/db";
import { type AskedNote, type NotePart, readParts } from "./note-parts.ts";
import type { NamedVerdict } from "./page-verdicts.ts";

/** What pages read of notes, so that the next one reads only what has changed since; of one page at a time. */
export interface PageMemory {
  /** What all of it was read under; of another one nothing holds. */
  basis?: string;
  /** Where the ledger's history stood; of notes that it goes on about nothing is held. */
  mark?: LedgerMark;
  parts: Map<string, NotePart>;
  /** Verdicts that many pairs share, each once. */
  lists: Map<string, readonly NamedVerdict[]>;
}

export const pageMemory = (): PageMemory => ({ parts: new Map(), lists: new Map() });

/** Verdicts read at once, so that neither a large ledger has to fit into memory nor its reader keeps others waiting. */
const VERDICTS_AT_A_TIME = 5000;

/** Forgets what does not hold any more. `mark` was asked for before anything else was. */
export async function forgetOld(
  memory: PageMemory,
  ledger: Ledger,
  { basis, mark, notes }: { basis: string; mark: LedgerMark; notes: readonly AskedNote[] },
): Promise<void> {
  if (memory.basis !== basis || memory.mark === undefined || isBefore(mark, memory.mark)) {
    memory.parts.clear();
    memory.lists.clear();
  } else for (const notePath of await listNotesSince(ledger, memory.mark)) memory.parts.delete(notePath);
  memory.basis = basis;
  memory.mark = mark;
  const now = new Map(notes.map(({ notePath, noteSha }) => [notePath, noteSha]));
  for (const [notePath, { noteSha }] of memory.parts) {
    if (noteSha === undefined || now.get(notePath) !== noteSha) memory.parts.delete(notePath);
  }
}

/** Whether a history is not one that goes on from where it stood: that of a ledger that was put back. */
const isBefore = (now: LedgerMark, then: LedgerMark) =>
  now.acceptanceId < then.acceptanceId ||
  now.waiverId < then.waiverId ||
  now.opinionId < then.opinionId ||
  now.quarantineId < then.quarantineId;

/** Reads of the notes what is not known, some after others; `onSome` is called before and in between. */
export async function readMissing(
  memory: PageMemory,
  corpus: Corpus,
  ledger: Ledger,
  {
    notes,
    modelIds,
    onSome,
  }: { notes: readonly AskedNote[]; modelIds: readonly ModelId[]; onSome?: (() => void) | undefined },
): Promise<void> {
  const alsoThere = new Set<GateReviewId>();
  const note = ({ there }: NotePart) => {
    for (const reviewId of there) alsoThere.add(reviewId);
  };
  for (const part of memory.parts.values()) note(part);
  // Those that are gone come last: what was carried over from them stands for others.
  const missing = notes.filter(({ notePath }) => !memory.parts.has(notePath));
  if (missing.length > 0) onSome?.();
  for (const some of slices(missing, modelIds.length)) {
    for (const [at, part] of (await readParts(corpus, ledger, some, { modelIds, alsoThere })).entries()) {
      for (const pair of part.pairs) pair.verdicts = shared(memory.lists, pair.verdicts);
      const { notePath } = some[at] ?? {};
      if (notePath !== undefined) memory.parts.set(notePath, part);
      note(part);
    }
    onSome?.();
  }
}

function* slices(notes: readonly AskedNote[], partitions: number): Generator<AskedNote[]> {
  let [some, verdicts]: [AskedNote[], number] = [[], 0];
  for (const note of notes) {
    some.push(note);
    verdicts += Math.max(1, note.gates.length * partitions);
    if (verdicts < VERDICTS_AT_A_TIME) continue;
    yield some;
    [some, verdicts] = [[], 0];
  }
  if (some.length > 0) yield some;
}

function shared(
  lists: Map<string, readonly NamedVerdict[]>,
  list: readonly NamedVerdict[],
): readonly NamedVerdict[] {
  const key = JSON.stringify(list);
  const known = lists.get(key) ?? list;
  lists.set(key, known);
  return known;
}
