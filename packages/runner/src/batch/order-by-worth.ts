import type { PlannedPair } from "./planned-pair.ts";

/** What a review is expected to bring, where nobody knows. */
const NOTHING = { findings: 0 };

const worthOf = ({ worth = NOTHING }: PlannedPair) => worth;

/** Pairs that are to be reviewed with one another, the best first: the most findings for the bytes of their own, then the longest unreviewed. */
export function bestPairsFirst(
  pairs: readonly PlannedPair[],
  ownBytes: (pair: PlannedPair) => number,
): PlannedPair[] {
  const rate = (pair: PlannedPair) => worthOf(pair).findings / Math.max(ownBytes(pair), 1);
  return pairs.toSorted((a, b) => rate(b) - rate(a) || compareAges(a, b));
}

/** Batches, the best first: the most expected findings for the bytes of their prompt, which is what a model is paid by. */
export function bestBatchesFirst(batches: readonly PlannedPair[][]): PlannedPair[][] {
  const rated = batches.map((batch) => ({ batch, rate: findingsIn(batch) / Math.max(bytesOf(batch), 1) }));
  return rated
    .toSorted((a, b) => {
      const [first, second] = [a.batch[0], b.batch[0]];
      return b.rate - a.rate || (first && second ? compareAges(first, second) : 0);
    })
    .map(({ batch }) => batch);
}

const findingsIn = (batch: readonly PlannedPair[]): number =>
  batch.reduce((sum, pair) => sum + worthOf(pair).findings, 0);

/** Each note and each gate is told once in a prompt. */
function bytesOf(batch: readonly PlannedPair[]): number {
  const texts = new Map<string, number>();
  for (const { notePath, noteBytes, gate } of batch) {
    texts.set(`note ${notePath}`, noteBytes);
    texts.set(`gate ${gate.id}`, Buffer.byteLength(gate.text));
  }
  return [...texts.values()].reduce((sum, bytes) => sum + bytes, 0);
}

/** What was never accepted comes first, then what was so the longest ago. */
function compareAges(a: PlannedPair, b: PlannedPair): number {
  const [first, second] = [a.worth?.acceptedAt ?? "", b.worth?.acceptedAt ?? ""];
  return first < second ? -1 : first > second ? 1 : 0;
}
