import { LOCK_RUNNER, type OpinionCall, type Run, type Telemetry } from "@review/db";
import { CHECKS_PARTITION } from "@review/lifecycle";
import type { RunWithGates } from "../runs/read-runs.ts";

/** What costs can be told apart by. A day is that on which a run started, in UTC. */
export const COST_KEYS = ["model", "gate", "day", "runner"] as const;
export type CostKey = (typeof COST_KEYS)[number];

/** What some reviews took. Of an invocation that served several rows, each has the share of its pairs. */
export interface Costs {
  /** Runs of every status: a failed one was paid for, too. */
  runs: number;
  /**
   * Pairs that they were asked for, in each run anew: reviewed, failed, and those of runs that are open. Where the reviewer was refused, or not
   * started, before it did anything none was asked for.
   */
  pairs: number;
  /** Of these, those of completed runs. */
  reviewedPairs: number;
  /** Of these, those of failed runs. */
  failedPairs: number;
  /**
   * Calls of a reviewer, each once, however many runs it served; in several rows if it served them all. One that was asked once more for
   * what could not be recorded was called twice.
   */
  invocations: number;
  /** US dollars, as the clients computed them; of those that told. */
  costUsd: number;
  /** Calls of models whose price is not known, and is not in `costUsd`; of one that was refused nothing was paid. */
  unpriced: number;
  /** Pairs of the invocations whose price is known: what `costUsd` was for. */
  pricedPairs: number;
  inputTokens: number;
  cachedInputTokens: number;
  outputTokens: number;
  /** Of the reviewers, added up. */
  durationMs: number;
}

export interface CostRow extends Costs {
  name: string;
}

/** What of a run a row is named by. */
type Named = Pick<Run, "runner" | "startedAt"> & { modelId: string };

/** An invocation as it is counted: how many of its pairs fall to which rows, and how many that are so far. */
interface Invocation {
  telemetry: Telemetry;
  isOfModel: boolean;
  pairs: Map<string, number>;
  all: number;
}

/** Invocations that are remembered although all the pairs that they say they served were seen: others may come that name them, too. */
const REMEMBERED = 5000;

/**
 * Adds up what runs took, by one key. An invocation is known by its id, one without an id by its run; what it took is shared
 * by the pairs it served, so that the rows add up to the total; a second opinion by the findings that it is about. What came from the lock is no cost. Remembers
 * invocations that are not complete, and some that are: memory does not grow with the runs.
 */
export function costCounter(by: CostKey): {
  take(run: RunWithGates): void;
  /** Counts what a second reviewer took that said nothing of a run's findings. */
  takeUnanswered(run: RunWithGates): void;
  /** Counts what a second reviewer took, which is of no run. */
  takeOpinion(call: OpinionCall): void;
  count(): { rows: CostRow[]; total: Costs };
} {
  const total = nothing();
  const rows = new Map<string, Costs>();
  const invocations = new Map<string, Invocation>();
  const rowOf = (name: string): Costs => {
    const known = rows.get(name) ?? nothing();
    rows.set(name, known);
    return known;
  };
  const countCall = (invocation: Invocation) => {
    const { pairs: ofRows, all } = invocation;
    for (const [name, pairs] of ofRows) addShare(rowOf(name), invocation, { pairs, all });
    addShare(total, invocation, { pairs: all, all });
  };
  const complete = new Set<string>();
  const addComplete = (id: string) => {
    complete.add(id);
    const [first] = complete;
    if (complete.size <= REMEMBERED || first === undefined) return;
    const known = invocations.get(first);
    if (known) countCall(known);
    complete.delete(first);
    invocations.delete(first);
  };
  const addPairs = (
    id: string,
    call: Pick<Invocation, "telemetry" | "isOfModel">,
    names: [string, number][],
  ) => {
    const invocation = invocations.get(id) ?? { ...call, pairs: new Map(), all: 0 };
    invocations.set(id, invocation);
    for (const [name, pairs] of names) {
      invocation.pairs.set(name, (invocation.pairs.get(name) ?? 0) + pairs);
      invocation.all += pairs;
    }
    if (invocation.all >= (invocation.telemetry.batchSize ?? Number.POSITIVE_INFINITY)) addComplete(id);
  };
  return {
    take({ run, gateIds }) {
      // Somebody else has paid for it.
      if (run.runner === LOCK_RUNNER) return;
      const names = namesOf(by, run, gateIds);
      for (const [name, pairs] of names) addRun(rowOf(name), run, pairs);
      addRun(total, run, gateIds.length);
      if (run.telemetry === undefined || !(tellsOfCall(run.telemetry) || isLost(run))) return;
      const { telemetry } = run;
      const call = { telemetry, isOfModel: run.modelId !== CHECKS_PARTITION };
      // It served this run alone.
      if (telemetry.invocationId === undefined)
        countCall({ ...call, pairs: new Map(names), all: gateIds.length });
      else addPairs(telemetry.invocationId, call, names);
    },
    takeUnanswered({ run, gateIds }) {
      const { unanswered } = run.telemetry ?? {};
      if (!unanswered || run.runner === LOCK_RUNNER) return;
      const { invocationId, modelId, runner, ...telemetry } = unanswered;
      const names = namesOf(by, { ...run, modelId, runner }, gateIds);
      invocations.set(invocationId, {
        telemetry,
        isOfModel: true,
        pairs: new Map(names),
        all: gateIds.length,
      });
      addComplete(invocationId);
    },
    takeOpinion({ modelId, runner, gateId, saidAt, telemetry }) {
      const id = telemetry.invocationId;
      if (id === undefined) return;
      const name = { model: modelId, runner, gate: gateId, day: saidAt.slice(0, 10) }[by];
      addPairs(id, { telemetry, isOfModel: true }, [[name, 1]]);
    },
    count() {
      for (const invocation of invocations.values()) countCall(invocation);
      invocations.clear();
      complete.clear();
      return {
        rows: [...rows].map(([name, costs]) => ({ name, ...rounded(costs) })).toSorted(orderOf(by)),
        total: rounded(total),
      };
    },
  };
}

function nothing(): Costs {
  return {
    runs: 0,
    pairs: 0,
    reviewedPairs: 0,
    failedPairs: 0,
    invocations: 0,
    costUsd: 0,
    unpriced: 0,
    pricedPairs: 0,
    inputTokens: 0,
    cachedInputTokens: 0,
    outputTokens: 0,
    durationMs: 0,
  };
}

function namesOf(by: CostKey, run: Named, gateIds: readonly string[]): [name: string, pairs: number][] {
  if (by === "gate") return gateIds.map((gateId) => [gateId, 1]);
  const name = { model: run.modelId, runner: run.runner, day: run.startedAt.slice(0, 10) }[by];
  return [[name, gateIds.length]];
}

/** A reviewer was called: an agent that records its own reviews is not, and tells nothing of what it took. */
function tellsOfCall({ invocationId, usage, costUsd, durationMs }: Telemetry): boolean {
  return [invocationId, usage, costUsd, durationMs].some((fact) => fact !== undefined);
}

/** Its process was lost after it began, so that nobody told what it took; it may have been paid for. */
function isLost({ status, telemetry }: Run): boolean {
  return status === "failed" && telemetry?.owner !== undefined && !telemetry.unpaid;
}

function addRun(costs: Costs, { status, telemetry }: Run, pairs: number): void {
  costs.runs += 1;
  if (status === "failed" && telemetry?.unpaid) return;
  costs.pairs += pairs;
  if (status === "completed") costs.reviewedPairs += pairs;
  if (status === "failed") costs.failedPairs += pairs;
}

function addShare(
  costs: Costs,
  { telemetry, isOfModel }: Invocation,
  { pairs, all }: { pairs: number; all: number },
): void {
  const { usage = {}, costUsd, durationMs = 0 } = telemetry;
  const share = pairs / all;
  const calls = (telemetry.repairedPairs ?? 0) > 0 ? 2 : 1;
  costs.invocations += calls;
  const isUnknown = costUsd === undefined && !telemetry.unpaid && isOfModel;
  if (isUnknown) costs.unpriced += calls;
  else if (!telemetry.unpaid) costs.pricedPairs += pairs;
  costs.costUsd += (costUsd ?? 0) * share;
  costs.inputTokens += (usage.inputTokens ?? 0) * share;
  costs.cachedInputTokens += (usage.cachedInputTokens ?? 0) * share;
  costs.outputTokens += (usage.outputTokens ?? 0) * share;
  costs.durationMs += durationMs * share;
}

/** Shares are fractions: tokens and milliseconds are told whole, dollars to the millionth. */
function rounded(costs: Costs): Costs {
  return {
    ...costs,
    costUsd: Math.round(costs.costUsd * 1e6) / 1e6,
    inputTokens: Math.round(costs.inputTokens),
    cachedInputTokens: Math.round(costs.cachedInputTokens),
    outputTokens: Math.round(costs.outputTokens),
    durationMs: Math.round(costs.durationMs),
  };
}

/** Days in their order, all else the dearest first. */
function orderOf(by: CostKey): (a: CostRow, b: CostRow) => number {
  const byName = (a: CostRow, b: CostRow) => (a.name < b.name ? -1 : 1);
  if (by === "day") return byName;
  return (a, b) =>
    b.costUsd - a.costUsd || b.outputTokens - a.outputTokens || b.pairs - a.pairs || byName(a, b);
}
