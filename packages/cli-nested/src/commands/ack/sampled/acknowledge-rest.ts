import type { Corpus } from "@review/corpus";
import type { Ledger, ModelId } from "@review/db";
import { acknowledgeBySample } from "@review/lifecycle";
import type { CohortPair, ReviewedPair } from "@review/views";
import { lookAgain } from "../look-again.ts";
import type { Acknowledged } from "../report.ts";
import type { SampleDocument } from "../sample-document.ts";

interface Rest {
  corpus: Corpus;
  ledger: Ledger;
  /** Those that were selected under. */
  partitions: readonly ModelId[];
  modelId: ModelId;
  sample: SampleDocument;
  remark: string | undefined;
  rest: readonly ReviewedPair[];
  reviewed: readonly CohortPair[];
}

/** Acknowledges on a sample what was not reviewed and is as it was when it was selected; of what changed meanwhile nothing is. */
export async function acknowledgeRest(options: Rest): Promise<Acknowledged[]> {
  const { rest, reviewed, modelId, sample, remark } = options;
  const { unchanged, snapshots } = await lookAgain(rest, options);
  const [first] = unchanged;
  if (!first) return [];
  const { gateId, gateSha } = first;
  const { seed, of: population, flipsAtMost, confidence } = sample;
  const ids = await acknowledgeBySample(options.ledger, {
    // What comes between this look and the transaction is a conflict.
    pairs: unchanged.map(({ notePath, noteSha, reviewId }) => ({
      ...{ notePath, noteSha, gateId, gateSha },
      expectReview: reviewId,
    })),
    modelId,
    snapshots,
    remark,
    sample: {
      ...{ gateId, gateSha, seed, population, flipsAtMost, confidence },
      reviewed: reviewed.flatMap(({ notePath, noteSha, now }) =>
        now ? [{ notePath, noteSha, eventId: now.eventId }] : [],
      ),
    },
  });
  return unchanged.map(({ notePath }, index) => ({
    ...{ notePath, gateId, modelId, kind: "gate-migration" },
    ...(ids[index] !== undefined && { eventId: ids[index] }),
  }));
}
