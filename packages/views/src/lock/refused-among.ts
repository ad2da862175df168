import { type Corpus, readNotes, type SelectedNote } from "@review/corpus";
import { type KeyOfPair, type Ledger, listPairsOfKeys } from "@review/db";
import {
  type AttestedEntry,
  doubtedEntries,
  type PairsThere,
  type RefusedEntry,
  type RekeyedEntry,
} from "@review/lifecycle";
import { type AcceptedEntry, isAccepted, type LockEntry, lockFilePath } from "@review/lock";
import { toAttestedEntry } from "./attested-entry.ts";
import { isOfVersions } from "./of-versions.ts";

/** A note, perhaps under a name that is gone. */
export interface NamedNote extends SelectedNote {
  /** The name under which its text stands, if it is another. */
  textAt?: string;
}

/** What is to be looked at of a lock, and what is known of findings' keys beside that. */
export interface AskedOfLock {
  found: readonly { note: NamedNote; entries: readonly LockEntry[] }[];
  /** Asked of other pairs that have a finding's key. */
  there: PairsThere;
  ledger?: Ledger | undefined;
  /** What the lock has elsewhere. */
  claimed?: readonly KeyOfPair[];
}

/** What does not count of a lock, or not as it stands. */
export interface RefusedAmong {
  entries: ReadonlySet<LockEntry>;
  /** As what an entry counts, of those that have the key of another pair's finding. */
  countsAs: ReadonlyMap<LockEntry, AcceptedEntry>;
  /** Why, each on one line with its file. */
  lines: readonly string[];
}

/**
 * Which entries of versions that are in the tree do not count: what a ledger would not take in counts for nobody. Those that found nothing need no proof,
 * and their notes are not read.
 */
export async function refusedAmong(
  corpus: Corpus,
  { found, there, ledger, claimed = [] }: AskedOfLock,
): Promise<RefusedAmong> {
  const open = found.flatMap(({ note, entries }) => {
    const isOfNote = isOfVersions(note);
    const some = entries.filter(isAccepted).filter((entry) => entry.findings.length > 0 && isOfNote(entry));
    return some.length === 0 ? [] : [{ note, entries: some }];
  });
  if (open.length === 0) return { entries: new Set(), countsAs: new Map(), lines: [] };
  const asked = await withTexts(corpus, open);
  const known = async (keys: readonly string[]) => (ledger ? listPairsOfKeys(ledger, keys) : []);
  const { refused, rekeyed } = await doubtedEntries([...asked.keys()], { known, claimed, there });
  const entries = new Set<LockEntry>();
  for (const { entry } of refused) {
    const own = asked.get(entry as AttestedEntry);
    if (own) entries.add(own);
  }
  const countsAs = new Map<LockEntry, AcceptedEntry>();
  for (const each of rekeyed) {
    const own = asked.get(each.entry);
    if (own) countsAs.set(own, withKeysOf(own, each));
  }
  const lines = [
    ...refused.map((each) => refusedLine(corpus, each)),
    ...rekeyed.map((each) => rekeyedLine(corpus, each)),
  ];
  return { entries, countsAs, lines };
}

/** The entry as it counts: nothing is decided by it about what has another key now. */
function withKeysOf(entry: AcceptedEntry, { countsAs }: RekeyedEntry): AcceptedEntry {
  const findings = entry.findings.map((finding, index) => {
    const key = countsAs.findings[index]?.key;
    if (key === undefined || key === finding.key) return finding;
    const { waived: _, unwaived: __, ...undecided } = finding;
    return { ...undecided, key };
  });
  return { ...entry, findings };
}

/** That an entry counts otherwise than it stands, on one line with its file. */
export function rekeyedLine(
  corpus: Corpus,
  { entry: { notePath, gate, modelId }, message }: RekeyedEntry,
): string {
  const path = lockFilePath(corpus, notePath);
  return `${path}: the entry of ${gate.gateId} under ${modelId} counts with keys of its own, and what it waives does not: ${message}`;
}

/** Why an entry does not count, on one line with its file. */
export function refusedLine(
  corpus: Corpus,
  { entry: { notePath, gate, modelId }, message }: RefusedEntry,
): string {
  const path = lockFilePath(corpus, notePath);
  return `${path}: the entry of ${gate.gateId} under ${modelId} does not count: ${message}`;
}

async function withTexts(
  corpus: Corpus,
  open: readonly { note: NamedNote; entries: readonly AcceptedEntry[] }[],
): Promise<Map<AttestedEntry, AcceptedEntry>> {
  const placeOf = ({ path, textAt = path }: NamedNote) => textAt;
  const { notes } = await readNotes(corpus, [...new Set(open.map(({ note }) => placeOf(note)))]);
  const texts = new Map(notes.map((note) => [note.path, note]));
  const asked = new Map<AttestedEntry, AcceptedEntry>();
  for (const { note, entries } of open) {
    const text = texts.get(placeOf(note));
    // It changed since it was selected.
    if (text?.sha !== note.sha) continue;
    const gates = new Map(note.gates.map((gate) => [gate.id, gate]));
    const snapshot = { text: text.text, sha: text.sha };
    for (const entry of entries) {
      const gate = gates.get(entry.gate);
      if (gate) asked.set(toAttestedEntry(entry, { notePath: note.path, note: snapshot, gate }), entry);
    }
  }
  return asked;
}
