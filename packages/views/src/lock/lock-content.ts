import {
  type Corpus,
  grouped,
  InvalidGateError,
  listGates,
  listNotePaths,
  type NoteProblem,
  readNotes,
  selectNotes,
} from "@review/corpus";
import { type AcceptedFilter, type Ledger, listAcceptedNames, listWaivers, type ModelId } from "@review/db";
import type { PairsThere } from "@review/lifecycle";
import {
  canHaveFile,
  findingsOf,
  identityOf,
  type LockEntry,
  type LockedFinding,
  type LockedQuarantine,
  missingFrom,
  withoutFile,
} from "@review/lock";
import { readKnownQuarantines } from "../quarantine/read-quarantines.ts";
import { readAccepted } from "./accepted-entries.ts";
import { keepFormerGates } from "./former-gates.ts";
import { lastWaivers } from "./last-waivers.ts";
import { listLeftEntries, notesThere } from "./left-entries.ts";
import { lockedReader } from "./locked-reader.ts";
import { findLeftBehind, type NotCarriedOver } from "./not-carried-over.ts";
import { isOfVersions } from "./of-versions.ts";
import { pairsThere } from "./pairs-there.ts";
import { type NamedNote, refusedAmong } from "./refused-among.ts";

/** What a lock should say. */
export interface LockContent extends AcceptedContent {
  /**
   * Notes whose files are left as they are: they are there and cannot be read, so that nobody knows what of them is accepted; or they are gone, and
   * something that was accepted of them was not carried over.
   */
  kept: Set<string>;
  /** Renames that the second of these are kept for, by old name; or entries of a note that is there with another text, or of a gate. */
  notCarriedOver: NotCarriedOver[];
  /** Notes that are there and can have no file, each on one line with the reason. */
  withoutFile: string[];
  /** What was decided about gates. */
  quarantines: readonly LockedQuarantine[];
  problems: NoteProblem[];
}

/** What is accepted of some notes. */
export interface AcceptedContent {
  /** The entries of each note that was looked at, by its path; of one that is gone, or of which nothing is accepted, none. */
  wanted: Map<string, LockEntry[]>;
  /** What files of the lock have that does not count, each on one line with its file. */
  refused: string[];
  /** Pairs that an import accepted without a decision: they are fresh, and in no lock. */
  undecided: number;
}

/** Notes whose entries are made at once, so that no large ledger has to fit into memory. */
const NOTES_AT_A_TIME = 200;

/**
 * What is accepted of notes in the versions that they and their gates have now, by a ledger, or by the lock that is there, as
 * far as the ledger does not have it or knows nothing so late: what a colleague has reviewed stays. Of all notes, or of those that are
 * named. Throws InvalidGateError, as nobody knows what is accepted of a gate that is broken, and what `listGates` and reading
 * a lock throw.
 */
export async function viewLock(
  corpus: Corpus,
  ledger: Ledger,
  named?: readonly string[],
): Promise<LockContent> {
  const { gates, broken } = await listGates(corpus);
  if (broken.length > 0) throw new InvalidGateError(broken);
  // Whoever made the ledger may have put there what no note can be called.
  const all = named ?? (await allNotePaths(corpus, ledger));
  const [notePaths, unnameable] = [
    all.filter(isGivenFile),
    all.filter((path) => withoutFile(path) !== undefined),
  ];
  const { notes, problems } = await selectNotes(corpus, { gates, notePaths });
  const accepted = await viewAccepted(corpus, ledger, notes);
  const left = await listLeftEntries(corpus, notesThere(notes, problems), {
    ...{ named: named && notePaths, texts: named ? undefined : new Set(notes.map(({ sha }) => sha)) },
  });
  const leftBehind = await findLeftBehind(corpus, ledger, left, {
    ...{ gates, notes: named ? undefined : notes },
    acceptedOf: async (targets) => (await viewAccepted(corpus, ledger, targets)).wanted,
  });
  const kept = new Set([
    ...problems.filter(({ code }) => code === "note-unreadable").map(({ path }) => path),
    ...leftBehind.moves.filter(({ isThere }) => !isThere).map(({ from }) => from),
  ]);
  const wanted = new Map<string, LockEntry[]>();
  for (const path of notePaths) if (!kept.has(path)) wanted.set(path, accepted.wanted.get(path) ?? []);
  for (const [path, some] of grouped(leftBehind.entries, ({ notePath }) => notePath)) {
    if (!kept.has(path)) wanted.set(path, [...(wanted.get(path) ?? []), ...some.map(({ entry }) => entry)]);
  }
  const gateMoves = await keepFormerGates(ledger, notes, {
    ...{ gateIds: new Set(gates.map(({ id }) => id)), readLocked: lockedReader(corpus), wanted },
  });
  const { decisions, problems: unread } = await readKnownQuarantines(corpus, ledger);
  return {
    ...accepted,
    refused: [...accepted.refused, ...unread],
    withoutFile: await reasonsOf(corpus, unnameable),
    ...{
      wanted,
      kept,
      notCarriedOver: [...leftBehind.moves, ...gateMoves],
      problems,
      quarantines: decisions,
    },
  };
}

/**
 * The same of notes and gates as they were selected. Who asks for some after others may give what remembers the tree; what a ledger has may be
 * asked for in part, and of partitions of which the lock has anything as a whole.
 */
export async function viewAccepted(
  corpus: Corpus,
  ledger: Ledger,
  notes: readonly NamedNote[],
  { there = pairsThere(corpus), part = {} }: { there?: PairsThere; part?: AcceptedFilter } = {},
): Promise<AcceptedContent> {
  const content: AcceptedContent = { wanted: new Map(), refused: [], undecided: 0 };
  const readLocked = lockedReader(corpus);
  for (let start = 0; start < notes.length; start += NOTES_AT_A_TIME) {
    const some = notes.slice(start, start + NOTES_AT_A_TIME);
    await addEntries(corpus, ledger, { notes: some, readLocked, there, part, content });
  }
  return content;
}

const isGivenFile = (path: string) => canHaveFile(path) && withoutFile(path) === undefined;

/** Why notes have no file, as far as they are there. */
async function reasonsOf(corpus: Corpus, notePaths: readonly string[]): Promise<string[]> {
  if (notePaths.length === 0) return [];
  const { notes } = await readNotes(corpus, notePaths);
  return notes.flatMap(({ path }) => withoutFile(path) ?? []);
}

/** Those of the corpus, and what was reviewed by name. */
async function allNotePaths(corpus: Corpus, ledger: Ledger): Promise<string[]> {
  const [{ paths }, { notePaths }] = await Promise.all([listNotePaths(corpus), listAcceptedNames(ledger)]);
  return [...new Set([...paths, ...notePaths])];
}

async function addEntries(
  corpus: Corpus,
  ledger: Ledger,
  {
    notes,
    readLocked,
    there,
    part: { modelIds, inFull },
    content,
  }: {
    notes: readonly NamedNote[];
    readLocked: ReturnType<typeof lockedReader>;
    there: PairsThere;
    part: AcceptedFilter;
    content: AcceptedContent;
  },
): Promise<void> {
  const read = notes.map((note) => {
    const { entries, problems } = readLocked(note.path);
    content.refused.push(...problems);
    return { note, entries: entries.filter(isOfVersions(note)) };
  });
  const locked = read.flatMap(({ entries }) => entries.map(({ model }) => model as ModelId));
  const withLocked = (some: readonly ModelId[]) => [...new Set([...some, ...locked])];
  const accepted = await readAccepted(corpus, ledger, notes, {
    modelIds: modelIds && withLocked(modelIds),
    inFull: inFull && withLocked(inFull),
  });
  content.undecided += accepted.undecided;
  const { newest, askedAt } = await listWaivers(ledger, [
    ...new Set(findingsOf(read.flatMap(({ entries }) => entries)).flatMap(decidedKey)),
  ]);
  const missingOf = (notePath: string, entries: readonly LockEntry[]) =>
    missingFrom(accepted.known(notePath), entries, askedAt);
  const isNewDecision = ({ key = "", waived, unwaived }: LockedFinding) => {
    const at = (waived ?? unwaived)?.at;
    return at !== undefined && at > (newest.get(key)?.decidedAt ?? "");
  };
  // What the ledger has anyway was proven before.
  const telling = read.map(({ note, entries }) => {
    const missing = new Set(missingOf(note.path, entries));
    const isTelling = (entry: LockEntry) => missing.has(entry) || findingsOf([entry]).some(isNewDecision);
    return { note, entries: entries.filter(isTelling) };
  });
  const refused = await refusedAmong(corpus, { found: telling, there, ledger });
  content.refused.push(...refused.lines);
  const found = read.map(({ note, entries }) => ({
    note,
    entries: entries
      .filter((entry) => !refused.entries.has(entry))
      .map((entry) => refused.countsAs.get(entry) ?? entry),
  }));
  const withNames = (notePath: string, entries: readonly LockEntry[]) =>
    entries.map((entry) => ({ notePath, entry }));
  const withLast = await lastWaivers(ledger, {
    accepted: notes.flatMap(({ path }) => withNames(path, accepted.entries(path))),
    locked: found.flatMap(({ note, entries }) => withNames(note.path, entries)),
  });
  for (const { note, entries } of found) {
    const missing = missingOf(note.path, entries);
    const replaced = new Set(missing.map(identityOf));
    const own = accepted.entries(note.path).filter((entry) => !replaced.has(identityOf(entry)));
    content.wanted.set(note.path, withNames(note.path, [...own, ...missing]).map(withLast));
  }
}

const decidedKey = ({ key, waived, unwaived }: LockedFinding) =>
  key !== undefined && (waived ?? unwaived) !== undefined ? [key] : [];
