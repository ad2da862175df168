import { type Corpus, type Gate, grouped, type SelectedNote, selectNotes } from "@review/corpus";
import { attestationState, type Ledger, type ModelId } from "@review/db";
import { type AcceptedEntry, identityOf, isAccepted, type LockEntry } from "@review/lock";
import type { LockedEntry } from "./gone-entries.ts";

/** A note that is gone, and one that has the very text of which the lock says that it is accepted under the old name. */
export interface NotCarriedOver {
  from: string;
  to: string;
}

/** What to look for, and where. */
interface Search {
  gates: readonly Gate[];
  /** The notes that are there, as far as they were looked at already: all of the corpus. */
  notes: readonly SelectedNote[] | undefined;
  /** What is accepted of some notes. */
  acceptedOf: (notes: readonly SelectedNote[]) => Promise<ReadonlyMap<string, readonly LockEntry[]>>;
}

/**
 * The renames that would lose something of `gone` if its files went: of the same versions nothing else was decided so late under the new name, and
 * under the old one it was not taken back. By old name, each once, with one of the new names. Where nothing is gone, nothing is read.
 */
export async function findNotCarriedOver(
  corpus: Corpus,
  ledger: Ledger,
  gone: readonly LockedEntry<AcceptedEntry>[],
  { gates, notes, acceptedOf }: Search,
): Promise<NotCarriedOver[]> {
  const standing = await withoutTakenBack(ledger, gone);
  if (standing.length === 0) return [];
  const shas = new Set(standing.map(({ entry }) => entry.noteSha));
  const all = notes ?? (await selectNotes(corpus, { gates })).notes;
  const targets = all.filter(({ sha }) => shas.has(sha));
  const newNameWithout = carriedReader(targets, await acceptedOf(targets));
  const found = new Map<string, NotCarriedOver>();
  for (const { notePath: from, entry } of standing) {
    const to = found.has(from) ? undefined : newNameWithout(entry);
    if (to !== undefined) found.set(from, { from, to });
  }
  return [...found.values()].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

/** What stands under a new name. */
interface Carried {
  to: string;
  at: string;
  /** Empty of what was taken back. */
  said: string;
}

/**
 * Answers which note has the versions of an entry, and does not say the same, or something later. As many names may be gone as notes have
 * their text: each of the one is not compared with each of the other.
 */
function carriedReader(
  targets: readonly SelectedNote[],
  accepted: ReadonlyMap<string, readonly LockEntry[]>,
): (entry: AcceptedEntry) => string | undefined {
  const versions = targets.flatMap(({ path, sha, gates }) =>
    gates.map((gate) => ({ path, key: JSON.stringify([sha, gate.id, gate.sha]) })),
  );
  const withVersions = grouped(versions, ({ key }) => key);
  const own = targets.flatMap(({ path }) => (accepted.get(path) ?? []).map((entry) => ({ path, entry })));
  const ofIdentity = grouped(own, ({ entry }) => identityOf(entry));
  const known = new Map<string, { lacking: string | undefined; earliest: Carried[] }>();
  const look = (entry: AcceptedEntry) => {
    const mine = ofIdentity.get(identityOf(entry)) ?? [];
    const having = new Set(mine.map(({ path }) => path));
    const asked = withVersions.get(JSON.stringify([entry.noteSha, entry.gate, entry.gateVersion])) ?? [];
    const lacking = asked.find(({ path }) => !having.has(path))?.path;
    return { lacking, earliest: earliestOf(mine) };
  };
  return (entry) => {
    const identity = identityOf(entry);
    const { lacking, earliest } = known.get(identity) ?? look(entry);
    known.set(identity, { lacking, earliest });
    if (lacking !== undefined) return lacking;
    const other = earliest.find(({ said }) => said !== whatIsSaid(entry));
    return other && other.at < entry.at ? other.to : undefined;
  };
}

/** The earliest, and the earliest that says something else. */
function earliestOf(own: readonly { path: string; entry: LockEntry }[]): Carried[] {
  const all = own.map(({ path: to, entry }) => ({
    ...{ to, at: entry.at },
    said: isAccepted(entry) ? whatIsSaid(entry) : "",
  }));
  all.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const [first] = all;
  const other = all.find(({ said }) => said !== first?.said);
  return [...(first ? [first] : []), ...(other ? [other] : [])];
}

/** Without what is known of the findings since. */
const whatIsSaid = ({ decision, findings }: AcceptedEntry): string =>
  JSON.stringify([decision, findings.map(({ severity, message }) => [severity, message])]);

async function withoutTakenBack(
  ledger: Ledger,
  gone: readonly LockedEntry<AcceptedEntry>[],
): Promise<readonly LockedEntry<AcceptedEntry>[]> {
  if (gone.length === 0) return gone;
  const pairs = gone.map(({ notePath, entry: { noteSha, gate, gateVersion, model } }) => ({
    ...{ notePath, noteSha, gateId: gate, gateSha: gateVersion },
    modelId: model as ModelId,
  }));
  const { decided } = await attestationState(ledger, { pairs, keys: [] });
  return gone.filter((_, index) => decided[index]?.kind !== "withdrawn");
}
