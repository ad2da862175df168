import { type Corpus, listGates, readNotes, selectNotes } from "@review/corpus";
import { attestationState, type Ledger, type ModelId } from "@review/db";
import { type AttestedEntry, type AttestedFinding, type CarriedWaiver, isCarried } from "@review/lifecycle";
import { type LockEntry, type LockedFinding, listLockedNotes } from "@review/lock";
import { lockedReader } from "./locked-reader.ts";
import { isOfVersions } from "./of-versions.ts";

/** What a lock says and a ledger does not know. */
export interface NotTakenIn {
  /** Of the texts that are in the tree, with these. */
  entries: AttestedEntry[];
  /** What of the lock cannot be read, each on one line with its file. */
  problems: string[];
}

/**
 * What a lock says of the texts in the tree that a ledger knows nothing of. Where it knows all, no note and no gate is read. A gate that is
 * broken has no entries. Throws LockPlaceError, LockUnusableError.
 */
export async function viewNotTakenIn(corpus: Corpus, ledger: Ledger): Promise<NotTakenIn> {
  const readLocked = lockedReader(corpus);
  const problems: string[] = [];
  const locked: LockedEntry[] = [];
  for (const notePath of listLockedNotes(corpus)) {
    const read = readLocked(notePath);
    problems.push(...read.problems);
    for (const entry of read.entries) locked.push({ notePath, entry });
  }
  const open = await openEntries(ledger, locked);
  return { entries: open.length === 0 ? [] : await entriesOfTree(corpus, open), problems };
}

interface LockedEntry {
  notePath: string;
  entry: LockEntry;
}

/** Those about whose versions nothing is decided, or with a waiver that is to be recorded. */
async function openEntries(ledger: Ledger, locked: readonly LockedEntry[]): Promise<LockedEntry[]> {
  const keys = [...new Set(locked.flatMap((each) => carriedBy(each).map(({ key }) => key)))];
  const pairs = locked.map(({ notePath, entry: { noteSha, gate, gateVersion, model } }) => ({
    ...{ notePath, noteSha, gateId: gate, gateSha: gateVersion },
    modelId: model as ModelId,
  }));
  const { decided, waivers, askedAt } = await attestationState(ledger, { pairs, keys });
  const states = new Map(waivers.map((state) => [state.key, state]));
  const isOpen = ({ key, waived }: Carried) => isCarried(states.get(key) ?? {}, waived, askedAt);
  return locked.filter((each, index) => !decided[index] || carriedBy(each).some(isOpen));
}

interface Carried {
  key: string;
  waived: CarriedWaiver;
}

/** The waivers that come with an entry; what a comment in the note settles has no time. */
function carriedBy({ entry }: LockedEntry): Carried[] {
  return entry.findings.flatMap(({ key, severity, waived }) =>
    key === undefined || waived?.at === undefined
      ? []
      : [{ key, waived: { ...toWaiver(waived), severity: waived.severity ?? severity } }],
  );
}

async function entriesOfTree(corpus: Corpus, open: readonly LockedEntry[]): Promise<AttestedEntry[]> {
  const ofNotes = new Map<string, LockEntry[]>();
  for (const { notePath, entry } of open) ofNotes.set(notePath, [...(ofNotes.get(notePath) ?? []), entry]);
  const { gates } = await listGates(corpus);
  const selected = (await selectNotes(corpus, { gates, notePaths: [...ofNotes.keys()] })).notes;
  const current = selected.filter((note) => ofNotes.get(note.path)?.some(isOfVersions(note)));
  const { notes } = await readNotes(
    corpus,
    current.map(({ path }) => path),
  );
  const gatesOf = new Map(selected.map(({ path, gates: applying }) => [path, applying]));
  return notes.flatMap(({ path: notePath, text, sha }) => {
    const applying = new Map(gatesOf.get(notePath)?.map((gate) => [gate.id, gate]));
    const note = { text, sha };
    return (ofNotes.get(notePath) ?? []).flatMap((entry): AttestedEntry[] => {
      const gate = applying.get(entry.gate);
      if (gate?.sha !== entry.gateVersion || sha !== entry.noteSha) return [];
      const { model, requested, decision, evidence, kind, at, findings } = entry;
      return [
        {
          ...{ notePath, note, decision, evidence, kind, at },
          gate: { gateId: gate.id, sha: gate.sha, text: gate.text, quotes: gate.evidence },
          modelId: model,
          requestedModelId: requested,
          findings: findings.map(toAttested),
        },
      ];
    });
  });
}

/** What a comment in the note settles is read there. */
function toAttested({ key, severity, message, quote, waived }: LockedFinding): AttestedFinding {
  const quotes = quote === undefined ? [] : [quote];
  return { key, severity, message, quotes, waived: waived?.at === undefined ? undefined : toWaiver(waived) };
}

const toWaiver = ({ severity, reason, author, until }: NonNullable<LockedFinding["waived"]>) => ({
  ...{ severity, reason, author, until },
});
