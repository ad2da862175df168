import type { ProcessName } from "./execution-data.ts";
import type { ModelId, RunId, Snapshot, SweepEnding, SweepId } from "./vocabulary.ts";

/** Caps on a shared sweep. Jobs and tokens a minute are those of its runner and model, over all machines and sweeps. */
export interface SweepLimits {
  jobs?: number | undefined;
  tokensPerMinute?: number | undefined;
  budgetUsd?: number | undefined;
  budgetTokens?: number | undefined;
  /** Batches in a row of which no run completed. */
  maxFailures: number;
}

/** Who reviews in a shared sweep, and how; what is not a column is in `settings`, for the worker to read. */
export interface SweepReviewer {
  runner: string;
  /** The model as the person named it. */
  model: string;
  modelId: ModelId;
  settings: Readonly<Record<string, unknown>>;
}

/** A note of a sweep: its version, and where its local links lead. */
export interface SweepNote extends Snapshot {
  notePath: string;
  links: readonly unknown[];
}

/** A gate of a sweep: its version, and what a reviewer is told of it beside the text. */
export interface SweepGate extends Snapshot {
  gateId: string;
  facts: Readonly<Record<string, unknown>>;
}

export interface SweepPair {
  notePath: string;
  gateId: string;
  /** To be reviewed although it is fresh. */
  again: boolean;
}

/** A note of a sweep to be planned; where its text is to be asked for, that is done once and when it is written. */
export interface NewSweepNote extends Omit<SweepNote, "text"> {
  text: string | (() => Promise<string>);
}

export interface NewSweep {
  reviewer: SweepReviewer;
  limits: SweepLimits;
  /** What was asked for, to be shown. */
  asked: Readonly<Record<string, unknown>>;
  madeBy: ProcessName;
  notes: readonly NewSweepNote[];
  gates: readonly SweepGate[];
  batches: readonly {
    /** Whether it can only be reviewed where the files are. */
    needsFiles: boolean;
    pairs: readonly SweepPair[];
  }[];
}

/** What turns of a sweep have come to. */
export interface SweepCounts {
  batches: number;
  batchesDone: number;
  pairs: number;
  reviewed: number;
  failed: number;
  /** Fresh by the time their turn came. */
  skipped: number;
  /** Batches that were under way at a worker that was lost, and the pairs of theirs that were asked again. */
  lostTurns: number;
  lostPairs: number;
  costUsd: number;
  /** Pairs of which the cost is known, and of which the tokens are. */
  costPairs: number;
  tokens: number;
  tokenPairs: number;
  /** Batches that ended with an answer, whatever it was. */
  answered: number;
}

export interface SharedSweep extends SweepReviewer, SweepCounts {
  id: SweepId;
  limits: SweepLimits;
  asked: Readonly<Record<string, unknown>>;
  madeBy: ProcessName;
  /** UTC, ISO 8601. */
  madeAt: string;
  failuresInARow: number;
  ending?: SweepEnding;
  endingReason?: string;
  endedAt?: string;
}

/** How a service is doing that a runner asks for a model: what all workers keep to. */
export interface ServiceState {
  /** Batches at a time for now; undefined where nothing has asked for patience. */
  jobs?: number | undefined;
  refusals: number;
  pauses: number;
  pauseMs: number;
}

/** What decides whether a batch may start now. */
export interface TakeState {
  sweep: SharedSweep;
  service: ServiceState;
  /** Pairs of the batch in question. */
  pairs: number;
  /** Of this runner and model, in all sweeps. */
  runningBatches: number;
  runningPairs: number;
  tokensOfLastMinute: number;
  /** Of this sweep alone. */
  runningPairsOfSweep: number;
}

export type TakeDecision = { take: "start" } | { take: "wait" } | { take: "stop"; why: string };

/** One turn of one batch, by which the runs are known that it makes. */
export interface TurnName {
  sweepId: SweepId;
  batch: number;
  turn: number;
}

export interface TakeQuestion {
  workerId: string;
  /** Only batches for these. */
  runners?: readonly string[] | undefined;
  /** Runners that this worker cannot start. */
  exceptRunners: readonly string[];
  /** Whether the worker has files, so that it can be given batches that need them. */
  hasFiles: boolean;
  /** Batches that this worker leaves to others. */
  except: readonly Omit<TurnName, "turn">[];
}

export interface TakenBatch {
  sweep: SharedSweep;
  turn: TurnName;
  needsFiles: boolean;
  /** It waited already for whoever is at work on its pairs. */
  postponed: boolean;
  /** Of the service when it was taken. */
  pausesBefore: number;
  /** How many workers were lost in the middle of it. */
  lostBefore: number;
}

/** The versions and texts that a batch is about. */
export interface BatchContent {
  pairs: readonly (SweepPair & { ordinal: number })[];
  notes: readonly SweepNote[];
  gates: readonly SweepGate[];
}

/** What a turn came to. */
export interface TurnResult {
  reviewed: number;
  failed: number;
  skipped: number;
  answered: boolean;
  costUsd?: number | undefined;
  tokens?: number | undefined;
}

export interface TurnState {
  service: ServiceState;
  failuresInARow: number;
  /** Of this runner and model, this one among them. */
  runningBatches: number;
}

/** What follows from the end of a turn. */
export interface TurnEnd {
  /** `back`: the batch waits again, for so many milliseconds at least. */
  outcome: { done: true } | { done: false; why: string; afterMs: number; postponed?: boolean };
  service?: ServiceState;
  /** Nobody asks this service for so long. */
  pause?: { ms: number; reason: string };
  failuresInARow?: number;
  /** Nothing more of the sweep starts. */
  stop?: string;
}

/** A batch of a worker that was given up, and the runs that it left open. */
export interface LostTurn extends TurnName, ProcessName {
  openRuns: readonly { runId: RunId; pairs: number }[];
}

/** Batches of open sweeps that are not done, whether they wait or are under way. */
export interface QueueState {
  /** Whether there is one that the worker who asks could take, now or when whoever is at it is lost. */
  forWorker: boolean;
  /** How many there are that it leaves to others, if there are no more but those. */
  forOthers: number;
}

/** What an engine can do that several machines may share; only a server is one. */
export interface SharedStorage {
  addSweep(sweep: NewSweep): Promise<SweepId>;
  listSweeps(asked: {
    ids?: readonly SweepId[];
    limit: number;
  }): Promise<(SharedSweep & { taken: number })[]>;
  /** False if it had ended already. */
  endSweep(id: SweepId, ending: SweepEnding, reason?: string): Promise<boolean>;
  enterWorker(worker: { id: string } & ProcessName): Promise<void>;
  /** Says that some workers are there; gives those that were not given up meanwhile. */
  seeWorkers(ids: readonly string[]): Promise<string[]>;
  leaveWorker(id: string): Promise<void>;
  /** Gives up workers that were silent for so long; gives what all that are given up left behind. */
  giveUpWorkers(silentMs: number): Promise<LostTurn[]>;
  /** The batch of a lost worker waits again. */
  loseTurn(turn: TurnName, lost: { why: string; pairs: number }): Promise<void>;
  takeBatch(asked: TakeQuestion, decide: (state: TakeState) => TakeDecision): Promise<TakenBatch | undefined>;
  readBatch(turn: TurnName): Promise<BatchContent>;
  /** Undefined, and nothing is changed, if the turn was ended by others. */
  endTurn(
    turn: TurnName,
    result: TurnResult,
    decide: (state: TurnState) => TurnEnd,
  ): Promise<TurnEnd | undefined>;
  queueState(asked: Omit<TakeQuestion, "workerId">): Promise<QueueState>;
  /** Calls back whenever something may have changed, until the signal aborts or the connection is lost. */
  listen(onChange: () => void, signal: AbortSignal): Promise<void>;
}
