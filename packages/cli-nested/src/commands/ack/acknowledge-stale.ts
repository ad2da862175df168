import type { Corpus } from "@review/corpus";
import type { Ledger, ModelId } from "@review/db";
import { acknowledgeAll } from "@review/lifecycle";
import type { ReviewedPair } from "@review/views";
import { lookAgain } from "./look-again.ts";
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
