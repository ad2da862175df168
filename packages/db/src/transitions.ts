// The primitives that change rows. Only `@review/lifecycle` and the import of old ledgers may use this entry point.
import type { AttestationDecider, AttestationsToTakeIn, Attested } from "./attestation.ts";
import type { AcceptanceDecider, AcceptancesToAppend, NewRun, RunState, Verdict } from "./changes.ts";
import type { HistoryToImport, ImportState } from "./imported-history.ts";
import { type Ledger, storageOf } from "./ledger.ts";
import type { NewOpinion } from "./opinion.ts";
import type { QuarantineDecider } from "./quarantine.ts";
import { sharedStorageOf } from "./shared-storage-of.ts";
import type {
  AcceptanceEventId,
  GateReviewId,
  OpinionId,
  QuarantineId,
  RunId,
  WaiverId,
} from "./vocabulary.ts";
import type { WaiverDecider } from "./waiver.ts";

export type {
  AttestationDecider,
  AttestationsToTakeIn,
  Attested,
  AttestedRun,
  AttestedWithdrawal,
} from "./attestation.ts";
export type {
  AcceptanceDecider,
  AcceptancesToAppend,
  NewAcceptance,
  NewGateReview,
  NewRun,
  PairKey,
  PairUnderModel,
  PairVersion,
  RunChange,
  RunEnd,
  RunGate,
  RunState,
  Verdict,
} from "./changes.ts";
export type {
  HistoryToImport,
  ImportedAcceptance,
  ImportedGateReview,
  ImportedRun,
  ImportState,
} from "./imported-history.ts";
export type { NewOpinion } from "./opinion.ts";
export type { NewQuarantine, QuarantineDecider } from "./quarantine.ts";
export type { NewSample } from "./sample.ts";
export type { TurnName } from "./shared-sweeps.ts";
export type { NewWaiver, WaiverDecider, WaiverState } from "./waiver.ts";

/** (none) → running: the run, its requested gates and the snapshots, in one transaction. Returns the run id. */
export async function insertRun(ledger: Ledger, run: NewRun): Promise<RunId> {
  if (run.turn) sharedStorageOf(ledger);
  return storageOf(ledger).createRun(run);
}

/**
 * The one way to change a run: in one immediate transaction loads its state, asks the decider, applies the
 * change with guarded statements and commits; then throws the verdict's error, if it has one. Returns the
 * ids of the gate reviews written. The state says who has some findings' `keys` then. Throws RunNotFoundError for an unknown run.
 */
export async function changeRun(
  ledger: Ledger,
  runId: RunId,
  decide: (state: RunState) => Verdict,
  keys: readonly string[] = [],
): Promise<GateReviewId[]> {
  return storageOf(ledger).changeRuns([runId], decide, keys);
}

/** As changeRun for several runs in one transaction: where one of them may not be changed, none is. */
export async function changeRuns(
  ledger: Ledger,
  runIds: readonly RunId[],
  decide: (state: RunState) => Verdict,
): Promise<GateReviewId[]> {
  return storageOf(ledger).changeRuns(runIds, decide);
}

/**
 * Appends acceptance events that build on earlier ones: in one immediate transaction loads the newest event
 * of every pair, asks the decider for the events to append (it may throw, then nothing
 * happens), keeps the snapshots and appends, with the sample that they rest on. Returns the new events' ids, in the decider's order.
 */
export async function appendAcceptances(
  ledger: Ledger,
  asked: AcceptancesToAppend,
  decide: AcceptanceDecider,
): Promise<AcceptanceEventId[]> {
  return storageOf(ledger).appendAcceptances(asked, decide);
}

/**
 * Appends decisions about findings: in one immediate transaction loads what is known of those of some keys, asks the decider
 * for the decisions (it may throw, then nothing happens) and appends them. Returns their ids, in the decider's order.
 */
export async function recordWaivers(
  ledger: Ledger,
  keys: readonly string[],
  decide: WaiverDecider,
): Promise<WaiverId[]> {
  return storageOf(ledger).recordWaivers(keys, decide);
}

/** Appends what second reviewers say of findings, all or none. Returns the ids, in the order given. */
export async function recordOpinions(ledger: Ledger, opinions: readonly NewOpinion[]): Promise<OpinionId[]> {
  return storageOf(ledger).recordOpinions(opinions);
}

/**
 * Appends decisions about gates by their fixtures: in one immediate transaction loads the newest about each gate and partition, asks
 * the decider for those to append (it may throw, then nothing happens) and appends them. Returns their ids, in the decider's order.
 */
export async function recordQuarantines(ledger: Ledger, decide: QuarantineDecider): Promise<QuarantineId[]> {
  return storageOf(ledger).recordQuarantines(decide);
}

/**
 * Takes in what the lock says that others accepted: in one immediate transaction looks what was last decided about
 * some pairs, asks the decider what was taken back and which runs to take in, adds them, completed and accepted, and then the waivers that it says. All of it, or
 * (if the decider throws, or the ledger refuses something) nothing.
 */
export async function attest(
  ledger: Ledger,
  asked: AttestationsToTakeIn,
  decider: AttestationDecider,
): Promise<Attested> {
  return storageOf(ledger).attest(asked, decider);
}

/** What an import of now would find in the ledger. */
export async function readImportState(ledger: Ledger): Promise<ImportState> {
  return storageOf(ledger).importState();
}

/**
 * Adds history that another program recorded: in one immediate transaction reads what the ledger knows, asks
 * the decider for the rows to add, adds them and remembers their keys. All of it, or (if the decider or its
 * rows throw, or the ledger refuses one) nothing.
 */
export async function importHistory(
  ledger: Ledger,
  decide: (state: ImportState) => HistoryToImport,
): Promise<void> {
  return storageOf(ledger).importHistory(decide);
}
