import { type Corpus, listGates, readNotes } from "@review/corpus";
import type { Ledger, ModelId, Snapshot } from "@review/db";
import { selectStalePairs } from "@review/lifecycle";
import { keepReviewed, type ReviewedPair } from "@review/views";

/** The pairs that are stale in the same versions, and rest on the same review, as when they were selected; and the texts behind them. */
export async function lookAgain(
  pairs: readonly ReviewedPair[],
  { corpus, ledger, partitions }: { corpus: Corpus; ledger: Ledger; partitions: readonly ModelId[] },
): Promise<{ unchanged: ReviewedPair[]; snapshots: Snapshot[] }> {
  const { notes } = await readNotes(corpus, [...new Set(pairs.map(({ notePath }) => notePath))]);
  const { gates } = await listGates(corpus);
  const noteNow = new Map(notes.map((note) => [note.path, note]));
  const gateNow = new Map(gates.map((gate) => [gate.id, gate]));
  const onDisk = pairs.filter(
    ({ notePath, noteSha, gateId, gateSha }) =>
      noteNow.get(notePath)?.sha === noteSha && gateNow.get(gateId)?.sha === gateSha,
  );
  const { stale } = await selectStalePairs(ledger, {
    modelIds: partitions,
    notes: onDisk.map(({ notePath, noteSha, gateId, gateSha }) => ({
      notePath,
      noteSha,
      gates: [{ gateId, gateSha }],
    })),
  });
  const versions = new Set((await keepReviewed(ledger, partitions, stale)).map(versionKey));
  const unchanged = onDisk.filter((pair) => versions.has(versionKey(pair)));
  const used = unchanged.flatMap(({ notePath, gateId }) => [noteNow.get(notePath), gateNow.get(gateId)]);
  const texts = new Set(used.filter((found) => found !== undefined));
  return { unchanged, snapshots: Array.from(texts, ({ sha, text }) => ({ sha, text })) };
}

const versionKey = ({ notePath, gateId, acceptedNoteSha, acceptedGateSha, reviewId }: ReviewedPair) =>
  JSON.stringify([notePath, gateId, acceptedNoteSha, acceptedGateSha, reviewId]);
