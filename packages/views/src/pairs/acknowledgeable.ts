import { type Corpus, compareNotes, type Gate, isTrivialFor, type Note, readNotes } from "@review/corpus";
import { getSnapshot, type Ledger, type ModelId, newestAcceptance } from "@review/db";
import {
  type AcknowledgementKind,
  NeverReviewedError,
  type StalePair,
  selectStalePairs,
} from "@review/lifecycle";
import type { StaleSelection } from "./select-stale.ts";

/** The stale ones of a note's pairs with the kind of event that acknowledges each, by gate id. */
export async function kindsOfStale(
  ledger: Ledger,
  modelId: ModelId,
  note: Note,
  gates: readonly Gate[],
): Promise<Map<string, AcknowledgementKind>> {
  const versions = gates.map(({ id, sha }) => ({ gateId: id, gateSha: sha }));
  const notes = [{ notePath: note.path, noteSha: note.sha, gates: versions }];
  const stale = await selectStalePairs(ledger, { modelId, notes });
  return new Map(
    stale.map(({ gateId, reason }) => [
      gateId,
      reason === "gate-changed" ? "gate-migration" : "trivial-change-ack",
    ]),
  );
}

/** Throws NeverReviewedError unless a review stands behind the newest acceptance of every pair. */
export async function requireReviewed(
  ledger: Ledger,
  modelId: ModelId,
  { path: notePath }: Note,
  gates: readonly Gate[],
): Promise<void> {
  for (const { id: gateId } of gates) {
    if (await isReviewed(ledger, modelId, { notePath, gateId })) continue;
    throw new NeverReviewedError(notePath, gateId, modelId);
  }
}

/**
 * The pairs that a change of their gate made stale, and nothing else: where the note has changed as well, the gate's
 * difference does not tell what is being accepted. Each rests on a review.
 */
export async function selectCohort(ledger: Ledger, selection: StaleSelection): Promise<StalePair[]> {
  const cohort = selection.stale.filter(
    ({ reason, noteSha, acceptedNoteSha }) => reason === "gate-changed" && noteSha === acceptedNoteSha,
  );
  return keepReviewed(ledger, selection.partition.modelId, cohort);
}

/** The pairs in which the note changed, but nothing that the gate watches. Each rests on a review, and none on a check. */
export async function selectTrivial(
  corpus: Corpus,
  ledger: Ledger,
  { gates, stale, partition }: StaleSelection,
): Promise<StalePair[]> {
  const byId = new Map(gates.map((gate) => [gate.id, gate]));
  const compare = comparerOf(ledger, corpus);
  const trivial: StalePair[] = [];
  for (const pair of stale) {
    // A changed gate asks something else now: that is for a person to look at.
    if (pair.reason !== "note-changed") continue;
    const gate = byId.get(pair.gateId);
    if (gate && isTrivialFor(gate, await compare(pair))) trivial.push(pair);
  }
  return keepReviewed(ledger, partition.modelId, trivial);
}

/**
 * What changed in a pair's note since its acceptance; undefined where nobody can say, also because the note has changed
 * since it was selected. Each pair of versions is compared once.
 */
function comparerOf(ledger: Ledger, corpus: Corpus) {
  const known = new Map<string, ReturnType<typeof compareNotes>>();
  const compare = async ({ notePath, noteSha, acceptedNoteSha = "" }: StalePair) => {
    const before = await getSnapshot(ledger, acceptedNoteSha);
    const [note] = (await readNotes(corpus, [notePath])).notes;
    return before === undefined || note?.sha !== noteSha ? undefined : compareNotes(before, note.text);
  };
  return (pair: StalePair) => {
    const key = JSON.stringify([pair.notePath, pair.acceptedNoteSha]);
    const parts = known.get(key) ?? compare(pair);
    known.set(key, parts);
    return parts;
  };
}

/** Those of the pairs that rest on a review; what was imported without one needs one first. */
export async function keepReviewed(
  ledger: Ledger,
  modelId: ModelId,
  pairs: readonly StalePair[],
): Promise<StalePair[]> {
  const reviewed: StalePair[] = [];
  for (const pair of pairs) if (await isReviewed(ledger, modelId, pair)) reviewed.push(pair);
  return reviewed;
}

async function isReviewed(
  ledger: Ledger,
  modelId: ModelId,
  { notePath, gateId }: { notePath: string; gateId: string },
): Promise<boolean> {
  const accepted = await newestAcceptance(ledger, { notePath, gateId, modelId });
  return accepted?.newest.acceptedReviewId !== undefined;
}
