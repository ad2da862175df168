import { type Corpus, type Gate, grouped, type SelectedNote, selectNotes } from "@review/corpus";
import { attestationState, type Ledger, type ModelId } from "@review/db";
import { decidedBy } from "@review/db/guards";
import { type AcceptedEntry, identityOf, isAccepted, type LockEntry } from "@review/lock";
import type { LeftEntry, LockedEntry } from "./left-entries.ts";
import { isOfVersions, underFormerNames } from "./of-versions.ts";

/** A note or gate that is gone or has another text, and one that has the very text of which the lock says that it is accepted under the old name. */
export interface NotCarriedOver {
  what: "note" | "gate";
  from: string;
  to: string;
  /** Whether the old name is there, with another text. */
  isThere?: true;
}

/** What would be lost of entries if they went. */
export interface LeftBehind {
  /** By old name. */
  moves: NotCarriedOver[];
  /** Those of notes that are there. */
  entries: LockedEntry<AcceptedEntry>[];
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
 * The renames that would lose something of what is `left` under old names: under the old one it was not taken back; and of the same versions nothing else was
 * decided so late under the new name of one that is gone; and under that of one that is there nothing at all, or only before what is worse than a pass: what else says
 * something itself is but a copy. Where nothing is left, nothing is read.
 */
export async function findLeftBehind(
  corpus: Corpus,
  ledger: Ledger,
  left: readonly LeftEntry[],
  { gates, notes, acceptedOf }: Search,
): Promise<LeftBehind> {
  const { standing, timeOf } = await withoutTakenBack(ledger, left);
  if (standing.length === 0) return { moves: [], entries: [] };
  const shas = new Set(standing.map(({ entry }) => entry.noteSha));
  const all = notes ?? (await selectNotes(corpus, { gates })).notes;
  const targets = all.filter(({ sha }) => shas.has(sha));
  const accepted = await acceptedOf(targets);
  const wanted = new Map(standing.map(({ entry }) => [identityOf(entry), entry]));
  const reached = reachedTargets(targets, {
    ...{ wanted, accepted, timeOf },
    gateIds: new Set(gates.map(({ id }) => id)),
  });
  const moves = new Map<string, NotCarriedOver>();
  const entries: LeftBehind["entries"] = [];
  for (const { notePath: from, entry, isGone } of standing) {
    const isOpen = (target: Target) =>
      isGone || entry.decision !== "pass" ? !isCarried(entry, target, timeOf) : target.own === undefined;
    const to = reached.get(identityOf(entry))?.find(isOpen);
    if (!to) continue;
    if (!isGone) entries.push({ notePath: from, entry });
    if (!moves.has(from))
      moves.set(from, { what: "note", from, to: to.path, ...(!isGone && { isThere: true }) });
  }
  return { moves: [...moves.values()].sort((a, b) => (a.from < b.from ? -1 : 1)), entries };
}

/** A note that has the text of a name that is gone, and what it says itself of the same versions. */
interface Target {
  path: string;
  /** Absent if it says nothing. */
  own?: { at: string; said: string | undefined };
}

/**
 * By identity of an entry the notes that can show that it was not carried over: one that says nothing of it, or else the one that said something earliest,
 * and of those that say something else the earliest. What all of them say need not be looked at for each name: of one text there may be thousands of both.
 */
function reachedTargets(
  targets: readonly SelectedNote[],
  {
    wanted,
    accepted,
    gateIds,
    timeOf,
  }: {
    wanted: ReadonlyMap<string, AcceptedEntry>;
    accepted: ReadonlyMap<string, readonly LockEntry[]>;
    gateIds: ReadonlySet<string>;
    timeOf: (at: string) => string;
  },
): Map<string, Target[]> {
  const bySha = grouped([...wanted], ([, entry]) => entry.noteSha);
  const reached = new Map<string, Target[]>();
  for (const note of targets) {
    const own = new Map((accepted.get(note.path) ?? []).map((entry) => [identityOf(entry), entry]));
    const isOfNote = isOfVersions(note);
    const underFormer = underFormerNames(note, gateIds);
    for (const [identity, entry] of bySha.get(note.sha) ?? []) {
      // The gate may have been renamed, too.
      const names = isOfNote(entry) ? [entry.gate] : underFormer(entry).map(({ id }) => id);
      if (names.length === 0) continue;
      const [there] = names.flatMap((gate) => own.get(identityOf({ ...entry, gate })) ?? []);
      const said = there && isAccepted(there) ? whatIsSaid(there) : undefined;
      const target: Target = { path: note.path, ...(there && { own: { at: timeOf(there.at), said } }) };
      reached.set(identity, mostTelling([...(reached.get(identity) ?? []), target]));
    }
  }
  return reached;
}

/** At most two of them, that say different things. */
function mostTelling(targets: readonly Target[]): Target[] {
  const silent = targets.find(({ own }) => own === undefined);
  if (silent) return [silent];
  const [first, ...others] = targets.toSorted((a, b) => ((a.own?.at ?? "") < (b.own?.at ?? "") ? -1 : 1));
  const second = others.find(({ own }) => own?.said !== first?.own?.said);
  return [first, second].filter((target) => target !== undefined);
}

/** What of some entries the new names do not say, nor anything later; with one of those that do not. What was taken back since need not be carried. */
export async function openGateMoves(
  ledger: Ledger,
  former: readonly (LockedEntry<AcceptedEntry> & { to: Gate; own: AcceptedEntry | undefined })[],
): Promise<(LockedEntry<AcceptedEntry> & { to: Gate })[]> {
  const { standing, timeOf } = await withoutTakenBack(ledger, former);
  return standing.filter(({ entry, own }) => {
    const said = own && { at: timeOf(own.at), said: whatIsSaid(own) };
    return !isCarried(entry, said ? { own: said } : {}, timeOf);
  });
}

/** Whether the new name says the same, or something later. */
const isCarried = (
  entry: AcceptedEntry,
  { own }: Pick<Target, "own">,
  timeOf: (at: string) => string,
): boolean => own !== undefined && (own.at >= timeOf(entry.at) || own.said === whatIsSaid(entry));

/** Without what is known of the findings since. */
const whatIsSaid = ({ decision, findings }: AcceptedEntry): string =>
  JSON.stringify([decision, findings.map(({ severity, message }) => [severity, message])]);

async function withoutTakenBack<Gone extends LockedEntry<AcceptedEntry>>(
  ledger: Ledger,
  gone: readonly Gone[],
): Promise<{ standing: readonly Gone[]; timeOf: (at: string) => string }> {
  if (gone.length === 0) return { standing: gone, timeOf: (at) => at };
  const pairs = gone.map(({ notePath, entry: { noteSha, gate, gateVersion, model } }) => ({
    ...{ notePath, noteSha, gateId: gate, gateSha: gateVersion },
    modelId: model as ModelId,
  }));
  const { decided, askedAt } = await attestationState(ledger, { pairs, keys: [] });
  const standing = gone.filter((_, index) => decided[index]?.kind !== "withdrawn");
  return { standing, timeOf: decidedBy(askedAt) };
}
