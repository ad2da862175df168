// What workers on many machines share. Only the package `worker` uses this entry point.
import { NotSharedError } from "./errors.ts";
import type { ProcessName } from "./execution-data.ts";
import type { Ledger } from "./ledger.ts";
import { ledgerPath } from "./ledger-path.ts";
import { isPostgresUrl } from "./postgres/driver/ledger-url.ts";
import { sharedStorageOf } from "./shared-storage-of.ts";
import type {
  BatchContent,
  LostTurn,
  NewSweep,
  QueueState,
  TakeDecision,
  TakenBatch,
  TakeQuestion,
  TakeState,
  TurnEnd,
  TurnName,
  TurnResult,
  TurnState,
} from "./shared-sweeps.ts";
import type { SweepEnding, SweepId } from "./vocabulary.ts";

export type {
  BatchContent,
  LostTurn,
  NewSweep,
  NewSweepNote,
  QueueState,
  ServiceState,
  SharedSweep,
  SweepCounts,
  SweepGate,
  SweepLimits,
  SweepNote,
  SweepPair,
  SweepReviewer,
  TakeDecision,
  TakenBatch,
  TakeQuestion,
  TakeState,
  TurnEnd,
  TurnName,
  TurnResult,
  TurnState,
} from "./shared-sweeps.ts";

/** Whether machines can share the ledger of this name. */
export const isSharable = (url: string): boolean => isPostgresUrl(url);

/** Throws NotSharedError for the name of a ledger that no machines can share, before anything is made, and LedgerError for what names none. */
export function requireSharable(url: string): void {
  if (!isSharable(url)) throw new NotSharedError(ledgerPath(url));
}

/** Plans a sweep for all workers: what it is asked for, its limits, batches and texts, all in one transaction. Returns its id. What asking for a text throws is thrown, and nothing is planned. */
export async function addSweep(ledger: Ledger, sweep: NewSweep): Promise<SweepId> {
  return sharedStorageOf(ledger).addSweep(sweep);
}

/** Has nothing more of a sweep start. False if it had ended already, or is not there. */
export async function endSweep(
  ledger: Ledger,
  id: SweepId,
  ending: SweepEnding,
  reason?: string,
): Promise<boolean> {
  return sharedStorageOf(ledger).endSweep(id, ending, reason);
}

/** A worker says that it is there, under an id of 16 hex digits of its own. */
export async function enterWorker(ledger: Ledger, worker: { id: string } & ProcessName): Promise<void> {
  return sharedStorageOf(ledger).enterWorker(worker);
}

/** Workers say that they still are; gives those that were not given up meanwhile. */
export async function seeWorkers(ledger: Ledger, ids: readonly string[]): Promise<string[]> {
  return sharedStorageOf(ledger).seeWorkers(ids);
}

/** A worker that has no batch any more says that it goes. */
export async function leaveWorker(ledger: Ledger, id: string): Promise<void> {
  return sharedStorageOf(ledger).leaveWorker(id);
}

/**
 * Gives up workers that were silent for so many milliseconds by the server's clock: from then on no run is made for them. Gives
 * the batches that all who are given up left behind, with the runs of those that are still open.
 */
export async function giveUpWorkers(ledger: Ledger, silentMs: number): Promise<LostTurn[]> {
  return sharedStorageOf(ledger).giveUpWorkers(silentMs);
}

/** Gives the batch of a lost worker back to all, once its runs have ended; `pairs` of it were under review. */
export async function loseTurn(
  ledger: Ledger,
  turn: TurnName,
  lost: { why: string; pairs: number },
): Promise<void> {
  return sharedStorageOf(ledger).loseTurn(turn, lost);
}

/**
 * Takes the next batch that may start, and nobody else gets: of the oldest sweep first. The decider is asked about the first batch of each
 * sweep, with what its runner and model are doing on all machines, which stays so until the batch is taken. Undefined if none may start now.
 */
export async function takeBatch(
  ledger: Ledger,
  asked: TakeQuestion,
  decide: (state: TakeState) => TakeDecision,
): Promise<TakenBatch | undefined> {
  return sharedStorageOf(ledger).takeBatch(asked, decide);
}

/** The pairs of a batch with the texts of their versions. */
export async function readBatch(ledger: Ledger, turn: TurnName): Promise<BatchContent> {
  return sharedStorageOf(ledger).readBatch(turn);
}

/**
 * Ends a turn as the decider says, who sees how service and sweep are doing by then; a sweep whose batches are all done is finished.
 * Undefined, and nothing is changed, where the turn was ended by others.
 */
export async function endTurn(
  ledger: Ledger,
  turn: TurnName,
  result: TurnResult,
  decide: (state: TurnState) => TurnEnd,
): Promise<TurnEnd | undefined> {
  return sharedStorageOf(ledger).endTurn(turn, result, decide);
}

/** What is left to do of open sweeps, for a worker and for others. */
export async function queueState(ledger: Ledger, asked: Omit<TakeQuestion, "workerId">): Promise<QueueState> {
  return sharedStorageOf(ledger).queueState(asked);
}

/** Calls back whenever shared sweeps may have changed, until the signal aborts, or the connection is lost or cannot listen. */
export async function listenForSweeps(
  ledger: Ledger,
  onChange: () => void,
  signal: AbortSignal,
): Promise<void> {
  return sharedStorageOf(ledger).listen(onChange, signal);
}
