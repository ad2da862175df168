import type { Corpus } from "@review/corpus";
import type { Ledger, ProcessName } from "@review/db";
import type { SharedSweep } from "@review/db/queue";
import type { ExecuteContext, Reviewer } from "@review/runner";
import type { WorkEvent, WorkSummary } from "./events.ts";

/** The times of a worker, in milliseconds. */
export interface WorkTimes {
  /** Between two looks for a batch, where there was none. */
  pollMs: number;
  /** Between two signs of life; as often it is looked for workers that are silent. */
  beatMs: number;
  /** After so long a silence a worker is given up. */
  silentMs: number;
  /** How long a batch waits for whoever else is at work on its pairs. */
  postponeMs: number;
  /** How long a ledger that cannot be reached is waited for. */
  patienceMs: number;
}

/** Whatever holds a worker up for a while (a pause of the collector, a busy machine) is shorter than the silence. */
export const WORK_TIMES: WorkTimes = {
  pollMs: 1_000,
  beatMs: 5_000,
  silentMs: 20_000,
  postponeMs: 5_000,
  patienceMs: 120_000,
};

/** Who reviews for a sweep on this machine. */
export interface ReviewerHere
  extends Pick<Reviewer, "runner" | "model" | "effort" | "requireModel" | "second"> {
  /** Whether reviews that cannot be recorded are asked for once more. */
  repair: boolean;
}

export interface WorkOptions {
  /** Batches at a time. */
  jobs: number;
  /** Only batches for these. */
  runners?: readonly string[] | undefined;
  /** Whether to stay when nothing is left. */
  wait: boolean;
  times?: Partial<WorkTimes>;
  /** Between 0 and 1, for jitter. Default: Math.random. */
  random?: () => number;
}

/** Where a worker works. */
export interface WorkSite extends ExecuteContext {
  ledger: Ledger;
  corpus: Corpus;
  self: ProcessName;
  toolVersion: string;
  /** Finds the reviewer of a sweep, once it is known that the user of this machine agreed and that it can start; else why not. */
  reviewerFor(sweep: SharedSweep): Promise<ReviewerHere | { refused: string }>;
  report(event: WorkEvent): void;
}

/** A worker at work: where, and what it has come to so far. */
export interface Working {
  readonly site: WorkSite;
  readonly options: WorkOptions & { times: WorkTimes; random: () => number };
  readonly hasFiles: boolean;
  readonly summary: WorkSummary;
  /** Batches that are left to others. */
  readonly except: { sweepId: number; batch: number }[];
  readonly exceptRunners: Set<string>;
  /** By runner, its turns in a row in which not a word came. */
  readonly silences: Map<string, number>;
  /** The ids under which it is known now, one for each batch at a time. */
  readonly ids: Set<string>;
  /** Of these, those that were given up. */
  readonly givenUp: Set<string>;
}
