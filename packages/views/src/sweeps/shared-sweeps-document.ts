import {
  type Ledger,
  listSharedSweeps,
  type ModelId,
  type ProcessName,
  type SharedSweep,
  type SweepEnding,
  type SweepId,
  type SweepLimits,
} from "@review/db";

/** Sweeps that workers share, the newest first. */
export interface SharedSweepsDocument {
  sweeps: SharedSweepEntry[];
}

/** How far a shared sweep is. Of its pairs, reviewed + failed + skipped + open are all. */
export interface SharedSweepEntry {
  sweepId: SweepId;
  /** `open` as long as workers take its batches. */
  state: "open" | SweepEnding;
  /** Why it was stopped. */
  reason?: string;
  runner: string;
  /** As it was asked for. */
  model: string;
  modelId: ModelId;
  /** Who planned it. */
  madeBy: ProcessName;
  madeAt: string;
  endedAt?: string;
  limits: SweepLimits;
  pairs: number;
  reviewed: number;
  failed: number;
  /** Fresh by the time their turn came. */
  skipped: number;
  open: number;
  batches: { all: number; done: number /** Under way at some worker. */; taken: number };
  /** Of workers that were lost in the middle of a batch: the batches, and the pairs that were asked for twice for that. */
  lost: { batches: number; pairs: number };
  /** US dollars, of the batches whose reviewers told; absent where none did: unknown is not 0. */
  costUsd?: number;
  tokens?: number;
}

/** How far shared sweeps are: those of some ids, or the newest. */
export async function viewSharedSweeps(
  ledger: Ledger,
  asked: { ids?: readonly SweepId[]; limit: number },
): Promise<SharedSweepsDocument> {
  return { sweeps: (await listSharedSweeps(ledger, asked)).map(viewSweep) };
}

function viewSweep(sweep: SharedSweep & { taken: number }): SharedSweepEntry {
  const {
    id,
    ending = "open",
    endingReason,
    endedAt,
    batches,
    batchesDone,
    taken,
    lostTurns,
    lostPairs,
  } = sweep;
  const { runner, model, modelId, madeBy, madeAt, limits, pairs, reviewed, failed, skipped } = sweep;
  return {
    ...{ sweepId: id, state: ending, ...(endingReason !== undefined && { reason: endingReason }) },
    ...{ runner, model, modelId, madeBy, madeAt, ...(endedAt !== undefined && { endedAt }), limits },
    ...{ pairs, reviewed, failed, skipped, open: Math.max(0, pairs - reviewed - failed - skipped) },
    batches: { all: batches, done: batchesDone, taken },
    lost: { batches: lostTurns, pairs: lostPairs },
    ...(sweep.costPairs > 0 && { costUsd: sweep.costUsd }),
    ...(sweep.tokenPairs > 0 && { tokens: sweep.tokens }),
  };
}
