import { type Corpus, listGates, listNotePaths, locateNote } from "@review/corpus";
import { type AcceptanceEvent, type Ledger, listAcceptedNames } from "@review/db";
import { eventsOf } from "./move.ts";

/** What was accepted under names that are no longer there: most of them were renamed. Oldest first. */
export interface Gone {
  /** By the content of the note. */
  notes: ReadonlyMap<string, readonly AcceptanceEvent[]>;
  /** By the version of the gate. */
  gates: ReadonlyMap<string, readonly AcceptanceEvent[]>;
}

/** Reads what was accepted under names of notes and gates that the tree has no longer. */
export async function readGone(corpus: Corpus, ledger: Ledger): Promise<Gone> {
  const names = await listAcceptedNames(ledger);
  const { gates, broken } = await listGates(corpus);
  const gateIds = new Set([...gates.map(({ id }) => id), ...broken.map(({ gateId }) => gateId)]);
  const goneGates = names.gateIds.filter((id) => !gateIds.has(id));
  const listed = new Set((await listNotePaths(corpus)).paths);
  const goneNotes: string[] = [];
  for (const path of names.notePaths) {
    // A note that no glob matches can be there all the same.
    if (!listed.has(path) && (await isGone(corpus, path))) goneNotes.push(path);
  }
  return {
    notes: await groupEvents(goneNotes, (path) => eventsOf(ledger, "note", path), "acceptedNoteSha"),
    gates: await groupEvents(goneGates, (id) => eventsOf(ledger, "gate", id), "acceptedGateSha"),
  };
}

async function isGone(corpus: Corpus, path: string): Promise<boolean> {
  try {
    return (await locateNote(corpus, path, corpus.root)).path === undefined;
  } catch {
    // Something is there, and it is no note that was renamed.
    return false;
  }
}

async function groupEvents(
  names: readonly string[],
  read: (name: string) => Promise<AcceptanceEvent[]>,
  content: "acceptedNoteSha" | "acceptedGateSha",
): Promise<Map<string, AcceptanceEvent[]>> {
  const groups = new Map<string, AcceptanceEvent[]>();
  for (const name of names) {
    for (const event of await read(name)) {
      const group = groups.get(event[content]);
      if (group) group.push(event);
      else groups.set(event[content], [event]);
    }
  }
  for (const group of groups.values()) group.sort((a, b) => a.id - b.id);
  return groups;
}
