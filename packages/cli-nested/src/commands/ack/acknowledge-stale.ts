import { type Corpus, listGates, readNotes } from "@review/corpus";
import type { Ledger, ModelId, Snapshot } from "@review/db";
import { acknowledgeAll, selectStalePairs } from "@review/lifecycle";
import { keepReviewed, type ReviewedPair } from "@review/views";
import type { Acknowledged } from "./report.ts";

interface Acknowledgement {
  corpus: Corpus;
  ledger: Ledger;
  /** Those that were selected under. */
  partitions: readonly ModelId[];
  kind: "trivial-change-ack" | "gate-migration";
  remark?: string | undefined;
  dryRun?: boolean | undefined;
}

/**
 * Acknowledges stale pairs in the versions in which they were selected, all or none of those that are still so.
 * Left out is what has changed since on disk or in the ledger, so that nothing is accepted that nobody looked
 * at. A dry run only says which they are.
 */
export async function acknowledgeStale(
  pairs: readonly ReviewedPair[],
  { corpus, ledger, partitions, kind, remark, dryRun = false }: Acknowledgement,
): Promise<Acknowledged[]> {
  const { unchanged, snapshots } = await lookAgain(pairs, { corpus, ledger, partitions });
  const byModel = partitions
    .map((modelId) => ({
      modelId,
      pairs: unchanged
        .filter((pair) => pair.acceptedModelId === modelId)
        // What comes between this look and the transaction is a conflict.
        .map((pair) => ({ ...pair, expectReview: pair.reviewId })),
    }))
    .filter((ofModel) => ofModel.pairs.length > 0);
  const ids = dryRun
    ? []
    : await acknowledgeAll(
        ledger,
        byModel.map((ofModel) => ({
          ...ofModel,
          kind,
          snapshots,
          ...(remark !== undefined && { remark }),
        })),
      );
  return byModel
    .flatMap((ofModel) => ofModel.pairs.map((pair) => ({ ...pair, modelId: ofModel.modelId })))
    .map(({ notePath, gateId, modelId }, index) => ({
      notePath,
      gateId,
      modelId,
      kind,
      ...(ids[index] !== undefined && { eventId: ids[index] }),
    }));
}

/** The pairs that are stale in the same versions, and rest on the same review, as when they were selected; and the texts behind them. */
async function lookAgain(
  pairs: readonly ReviewedPair[],
  { corpus, ledger, partitions }: Pick<Acknowledgement, "corpus" | "ledger" | "partitions">,
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
