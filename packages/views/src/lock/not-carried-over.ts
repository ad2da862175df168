import { type Corpus, type Gate, type SelectedNote, selectNotes } from "@review/corpus";
import { attestationState, type Ledger, type ModelId } from "@review/db";
import { type AcceptedEntry, decidedBy, identityOf, isAccepted, type LockEntry } from "@review/lock";
import type { LockedEntry } from "./gone-entries.ts";
import { isOfVersions } from "./of-versions.ts";

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
 * under the old one it was not taken back. By old name. Where nothing is gone, nothing is read.
 */
export async function findNotCarriedOver(
  corpus: Corpus,
  ledger: Ledger,
  gone: readonly LockedEntry<AcceptedEntry>[],
  { gates, notes, acceptedOf }: Search,
): Promise<NotCarriedOver[]> {
  const { standing, timeOf } = await withoutTakenBack(ledger, gone);
  if (standing.length === 0) return [];
  const shas = new Set(standing.map(({ entry }) => entry.noteSha));
  const all = notes ?? (await selectNotes(corpus, { gates })).notes;
  const targets = all.filter(({ sha }) => shas.has(sha));
  const accepted = await acceptedOf(targets);
  const found = new Map<string, NotCarriedOver>();
  for (const note of targets) {
    const own = new Map((accepted.get(note.path) ?? []).map((entry) => [identityOf(entry), entry]));
    const isOfNote = isOfVersions(note);
    for (const { notePath: from, entry } of standing) {
      if (!isOfNote(entry) || isCarried(entry, own.get(identityOf(entry)), timeOf)) continue;
      found.set(JSON.stringify([from, note.path]), { from, to: note.path });
    }
  }
  return [...found.values()].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

/** Whether the new name says the same, or something later. */
function isCarried(
  entry: AcceptedEntry,
  own: LockEntry | undefined,
  timeOf: (at: string) => string,
): boolean {
  if (own === undefined) return false;
  return timeOf(own.at) >= timeOf(entry.at) || (isAccepted(own) && whatIsSaid(own) === whatIsSaid(entry));
}

/** Without what is known of the findings since. */
const whatIsSaid = ({ decision, findings }: AcceptedEntry): string =>
  JSON.stringify([decision, findings.map(({ severity, message }) => [severity, message])]);

async function withoutTakenBack(
  ledger: Ledger,
  gone: readonly LockedEntry<AcceptedEntry>[],
): Promise<{ standing: readonly LockedEntry<AcceptedEntry>[]; timeOf: (at: string) => string }> {
  if (gone.length === 0) return { standing: gone, timeOf: (at) => at };
  const pairs = gone.map(({ notePath, entry: { noteSha, gate, gateVersion, model } }) => ({
    ...{ notePath, noteSha, gateId: gate, gateSha: gateVersion },
    modelId: model as ModelId,
  }));
  const { decided, askedAt } = await attestationState(ledger, { pairs, keys: [] });
  const standing = gone.filter((_, index) => decided[index]?.kind !== "withdrawn");
  return { standing, timeOf: decidedBy(askedAt.slice(0, 10)) };
}
