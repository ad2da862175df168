import { type Corpus, grouped, listGates, readNotes, selectNotes } from "@review/corpus";
import { attestationState, type Ledger, type ModelId } from "@review/db";
import { type AttestedEntry, carriedBy, isCarried, saysMore, type TakenBackEntry } from "@review/lifecycle";
import { identityOf, isAccepted, type LockEntry, listLockedNotes } from "@review/lock";
import { isNoteGone } from "../moved/note-gone.ts";
import { toAttested, toAttestedEntry } from "./attested-entry.ts";
import { type LockedEntry, textsOf } from "./left-entries.ts";
import { lockedReader } from "./locked-reader.ts";
import { gateOfEntry } from "./of-versions.ts";

/** What a lock says and a ledger does not know. */
export interface NotTakenIn {
  /** Of the texts that are in the tree, with these; also of one that stood under a name that is gone. */
  entries: (AttestedEntry | TakenBackEntry)[];
  /** What of the lock cannot be read, each on one line with its file. */
  problems: string[];
}

/**
 * What a lock says of the texts in the tree that a ledger does not know. Where it knows all, no note and no gate is read. A gate that is
 * broken has no entries. Throws LockPlaceError, LockUnusableError.
 */
export async function viewNotTakenIn(corpus: Corpus, ledger: Ledger): Promise<NotTakenIn> {
  const readLocked = lockedReader(corpus);
  const { notePaths, others } = listLockedNotes(corpus);
  const problems = others.map((path) => `${path} is left out: it is neither a file nor a folder`);
  const locked: LockedEntry[] = [];
  for (const notePath of notePaths) {
    const read = readLocked(notePath);
    problems.push(...read.problems);
    for (const entry of read.entries) locked.push({ notePath, entry });
  }
  const open = await openEntries(ledger, locked);
  return { entries: open.length === 0 ? [] : await entriesOfTree(corpus, open, locked), problems };
}

/** Those that say more of their versions than the ledger knows, or of a finding. */
async function openEntries(ledger: Ledger, locked: readonly LockedEntry[]): Promise<LockedEntry[]> {
  const decisions = locked.map(({ entry }) =>
    carriedBy(isAccepted(entry) ? entry.findings.map(toAttested) : []),
  );
  const keys = [...new Set(decisions.flatMap((each) => [...each.keys()]))];
  const pairs = locked.map(({ notePath, entry: { noteSha, gate, gateVersion, model } }) => ({
    ...{ notePath, noteSha, gateId: gate, gateSha: gateVersion },
    modelId: model as ModelId,
  }));
  const { decided, waivers, askedAt } = await attestationState(ledger, { pairs, keys });
  const states = new Map(waivers.map((state) => [state.key, state]));
  return locked.filter(({ entry }, index) => {
    if (saysMore(entry, decided[index], askedAt)) return true;
    const carried = decisions[index] ?? [];
    return [...carried].some(([key, decision]) => isCarried(states.get(key) ?? {}, decision, askedAt));
  });
}

async function entriesOfTree(
  corpus: Corpus,
  open: readonly LockedEntry[],
  locked: readonly LockedEntry[],
): Promise<NotTakenIn["entries"]> {
  const ofNotes = new Map(
    [...grouped(open, ({ notePath }) => notePath)].map(([notePath, some]) => [
      notePath,
      some.map(({ entry }) => entry),
    ]),
  );
  const { gates, broken } = await listGates(corpus);
  const gateIds = new Set([...gates.map(({ id }) => id), ...broken.map(({ gateId }) => gateId)]);
  const selection = await selectNotes(corpus, { gates, notePaths: [...ofNotes.keys()] });
  const current = selection.notes.filter(({ path, sha, gates: applying }) => {
    const gateOf = gateOfEntry(applying, gateIds);
    return ofNotes.get(path)?.some((entry) => entry.noteSha === sha && gateOf(entry));
  });
  const { notes } = await readNotes(
    corpus,
    current.map(({ path }) => path),
  );
  const gatesOf = new Map(selection.notes.map(({ path, gates: applying }) => [path, applying]));
  const there = notes.flatMap(({ path: notePath, text, sha }) =>
    withTexts(ofNotes.get(notePath) ?? [], {
      ...{ notePath, gateOf: gateOfEntry(gatesOf.get(notePath) ?? [], gateIds) },
      texts: new Map([[sha, text]]),
    }),
  );
  const unread = new Set(selection.problems.map(({ path }) => path));
  const shas = new Map(selection.notes.map(({ path, sha }) => [path, sha]));
  const gone = new Set<string>();
  for (const path of unread) if (await isNoteGone(corpus, path)) gone.add(path);
  const isLeft = ({ notePath, entry }: LockedEntry) =>
    gone.has(notePath) || (!unread.has(notePath) && shas.get(notePath) !== entry.noteSha);
  const left = open.filter(isLeft).map((each) => ({ ...each, isGone: gone.has(each.notePath) }));
  return [...there, ...(await entriesLeft(corpus, left, { gateOf: gateOfEntry(gates, gateIds), locked }))];
}

/**
 * Those of notes that are gone or have other texts now, and whose very texts stand elsewhere: they were renamed, and `ack --moved` finds under the old
 * names what it carries over. Of a note that is there only what some note with its text does not say itself: else that is but a copy. Which gates
 * applied to the old names nobody can say.
 */
async function entriesLeft(
  corpus: Corpus,
  left: readonly (LockedEntry & { isGone: boolean })[],
  { gateOf, locked }: { gateOf: ReturnType<typeof gateOfEntry>; locked: readonly LockedEntry[] },
): Promise<NotTakenIn["entries"]> {
  const open = left.filter(({ entry }) => gateOf(entry) !== undefined);
  const found = await textsOf(corpus, new Set(open.map(({ entry }) => entry.noteSha)));
  if (found.size === 0) return [];
  const said = new Map<string, number>();
  const namesOf = new Map([...found].map(([sha, { paths }]) => [sha, new Set(paths)]));
  for (const { notePath, entry } of locked) {
    if (!namesOf.get(entry.noteSha)?.has(notePath)) continue;
    said.set(identityOf(entry), (said.get(identityOf(entry)) ?? 0) + 1);
  }
  const isSilentSomewhere = (entry: LockEntry) =>
    (said.get(identityOf(entry)) ?? 0) < (namesOf.get(entry.noteSha)?.size ?? 0);
  // Under a name that is gone it is told, too, if it was carried over meanwhile.
  const gone = new Set(open.filter(({ isGone }) => isGone).map(({ entry }) => identityOf(entry)));
  const moved = open.filter(
    ({ entry, isGone }) => isGone || (!gone.has(identityOf(entry)) && isSilentSomewhere(entry)),
  );
  const texts = new Map([...found].map(([sha, { text }]) => [sha, text]));
  return moved.flatMap(({ notePath, entry }) => withTexts([entry], { notePath, gateOf, texts }));
}

/** Entries of one note as they are taken in, as far as they are of these texts, by sha, and of gates as they are now. */
function withTexts(
  entries: readonly LockEntry[],
  {
    notePath,
    gateOf,
    texts,
  }: {
    notePath: string;
    gateOf: ReturnType<typeof gateOfEntry>;
    texts: ReadonlyMap<string, string>;
  },
): NotTakenIn["entries"] {
  return entries.flatMap((entry): NotTakenIn["entries"] => {
    const gate = gateOf(entry);
    const text = texts.get(entry.noteSha);
    if (gate === undefined || text === undefined) return [];
    const note = { text, sha: entry.noteSha };
    if (!isAccepted(entry)) {
      const { model: modelId, at, remark } = entry;
      return [{ notePath, note, gate: { gateId: gate.id, sha: gate.sha }, modelId, at, remark }];
    }
    return [toAttestedEntry(entry, { notePath, note, gate })];
  });
}
