import type { PlannedPair } from "../batch/planned-pair.ts";

export interface QueuedBatch {
  /** Counts from 1. */
  batch: number;
  pairs: readonly PlannedPair[];
  /** Its pairs were under review elsewhere when its turn came: it comes after all others. */
  postponed?: boolean;
}

export type BatchQueue = ReturnType<typeof queueBatches>;

/** All batches in the order in which they were planned. */
export function queueBatches(batches: readonly (readonly PlannedPair[])[]) {
  const queue: QueuedBatch[] = batches.map((pairs, index) => ({ batch: index + 1, pairs }));
  const rank = ({ postponed }: QueuedBatch) => (postponed ? 1 : 0);
  return {
    first: () => queue[0],
    takeFirst: () => queue.shift(),
    /** Puts a batch to its old place, before all that were planned later; a postponed one after all that are not. */
    putBack: (batch: QueuedBatch): void => {
      queue.push(batch);
      queue.sort((a, b) => rank(a) - rank(b) || a.batch - b.batch);
    },
  };
}
