import { type Corpus, hashNotes, listGateIds, listGates } from "@review/corpus";
import { type AcceptanceEvent, type Ledger, listAcceptedNames } from "@review/db";
import { eventsOf, type Move, type OldName } from "./move.ts";
import { isNoteGone } from "./note-gone.ts";

/** What was accepted of one content under names that are no longer there. */
export interface GoneContent {
  /** One, and whatever has the content now was renamed; of several nobody can say which it was. */
  names: Set<string>;
  /** Oldest first. */
  events: AcceptanceEvent[];
}

/** What was accepted under names that are no longer there, by content. */
export interface Gone {
  notes: ReadonlyMap<string, GoneContent>;
  gates: ReadonlyMap<string, GoneContent>;
}

/** Reads what was accepted under names of notes and gates that the tree has no longer. */
export async function readGone(corpus: Corpus, ledger: Ledger): Promise<Gone> {
  const names = await listAcceptedNames(ledger);
  if (names.notePaths.length === 0) return { notes: new Map(), gates: new Map() };
  const gateIds = new Set(await listGateIds(corpus));
  return {
    notes: await readNotes(corpus, ledger, names.notePaths),
    gates: await readGoneGates(ledger, gateIds),
  };
}

/** The same of notes alone; `there` are notes that are known to be there. */
export async function readGoneNotes(
  corpus: Corpus,
  ledger: Ledger,
  there: ReadonlySet<string>,
): Promise<Gone["notes"]> {
  const { notePaths } = await listAcceptedNames(ledger);
  const others = notePaths.filter((path) => !there.has(path));
  return others.length === 0 ? new Map() : await readNotes(corpus, ledger, others);
}

/** The same of gates alone; `gateIds` are of those that are there. */
export async function readGoneGates(ledger: Ledger, gateIds: ReadonlySet<string>): Promise<Gone["gates"]> {
  const names = await listAcceptedNames(ledger);
  const gone = names.gateIds.filter((id) => !gateIds.has(id));
  return byContent(gone, (id) => eventsOf(ledger, "gate", id), "acceptedGateSha");
}

async function readNotes(corpus: Corpus, ledger: Ledger, names: readonly string[]): Promise<Gone["notes"]> {
  const gone: string[] = [];
  for (const path of names) {
    if (await isNoteGone(corpus, path)) gone.push(path);
  }
  return byContent(gone, (path) => eventsOf(ledger, "note", path), "acceptedNoteSha");
}

/** What there is of the old name of a note or gate. */
export async function seeOldName(
  corpus: Corpus,
  { what, from }: Pick<Move, "what" | "from">,
): Promise<OldName> {
  if (what === "note") {
    if (await isNoteGone(corpus, from)) return { isGone: true };
    const { notes } = await hashNotes(corpus, [from]);
    return { isGone: false, sha: notes[0]?.sha };
  }
  const { gates, broken } = await listGates(corpus);
  const sha = gates.find(({ id }) => id === from)?.sha;
  return { isGone: sha === undefined && !broken.some(({ gateId }) => gateId === from), sha };
}

async function byContent(
  names: readonly string[],
  read: (name: string) => Promise<AcceptanceEvent[]>,
  content: "acceptedNoteSha" | "acceptedGateSha",
): Promise<Map<string, GoneContent>> {
  const found = new Map<string, GoneContent>();
  for (const name of names) {
    for (const event of await read(name)) {
      const gone = found.get(event[content]) ?? { names: new Set(), events: [] };
      gone.names.add(name);
      gone.events.push(event);
      found.set(event[content], gone);
    }
  }
  for (const { events } of found.values()) events.sort((a, b) => a.id - b.id);
  return found;
}
