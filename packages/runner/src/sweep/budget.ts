import { type Experience, estimate } from "./estimate.ts";

/** Caps on a sweep; none is set by default. */
export interface Budget {
  usd?: number | undefined;
  /** Input and output together. */
  tokens?: number | undefined;
  minutes?: number | undefined;
}

/** Where a sweep stands when it is about to start a batch. */
export interface Spending {
  /** What finished batches took. */
  spent: { costUsd: number; tokens: number };
  /** Pairs of the batches that are running. */
  runningPairs: number;
  elapsedMs: number;
  experience: Experience;
  /** Invocations that ended with an answer, whatever it was. */
  answered: number;
}

/** `start` the batch, `wait` for the end of a running one to tell more, or `stop` and say why. */
export type Advice =
  | { advice: "start" }
  | { advice: "wait" }
  /** `cannotBeKept`: the same budget would stop the next sweep in the same way. */
  | { advice: "stop"; why: string; cannotBeKept?: true };

/**
 * Whether a batch fits into the budget by the average of this sweep and of earlier runs; where it does not fit
 * beside those that run, they are waited for. While a cap is set and nothing is known, one batch at a time goes
 * ahead to find out; a reviewer that never tells what it took cannot be held to a cap, so the sweep stops then.
 */
export function advise(budget: Budget, pairs: number, spending: Spending): Advice {
  const { spent, experience, elapsedMs } = spending;
  const each = estimate(experience, 1);
  const usd = { cap: budget.usd, spent: spent.costUsd, each: each.costUsd };
  const tokens = { cap: budget.tokens, spent: spent.tokens, each: each.tokens };
  const advice = [
    adviseOnAmount({ name: "--budget-usd", unit: "US dollars", ...usd }, pairs, spending),
    adviseOnAmount({ name: "--budget-tokens", unit: "tokens", ...tokens }, pairs, spending),
    adviseOnTime(budget.minutes, elapsedMs, each.durationMs ?? 0, pairs),
  ];
  const stop = advice.find((part) => part.advice === "stop");
  const wait = advice.find((part) => part.advice === "wait");
  return stop ?? wait ?? { advice: "start" };
}

interface Amount {
  name: string;
  unit: string;
  cap: number | undefined;
  spent: number;
  /** For one pair, by the average; undefined where nobody has told. */
  each: number | undefined;
}

function adviseOnAmount(
  { name, unit, cap, spent, each }: Amount,
  pairs: number,
  { runningPairs, answered }: Spending,
): Advice {
  if (cap === undefined) return { advice: "start" };
  const soFar = `${round(spent)} ${unit} spent`;
  if (spent >= cap) return { advice: "stop", why: `${name} ${cap} is used up: ${soFar}` };
  if (each === undefined) {
    if (answered > 0) {
      const why = `${name} cannot be kept: the reviewer does not tell its ${unit}`;
      return { advice: "stop", why, cannotBeKept: true };
    }
    return { advice: runningPairs > 0 ? "wait" : "start" };
  }
  if (spent + each * pairs > cap) return { advice: "stop", why: `${name} ${cap} would be passed: ${soFar}` };
  return { advice: spent + each * (pairs + runningPairs) > cap ? "wait" : "start" };
}

/** Running batches run beside the next one: their time does not add up. */
function adviseOnTime(minutes: number | undefined, elapsedMs: number, eachMs: number, pairs: number): Advice {
  if (minutes === undefined) return { advice: "start" };
  const capMs = minutes * 60_000;
  return elapsedMs >= capMs || elapsedMs + eachMs * pairs > capMs
    ? { advice: "stop", why: `--max-minutes ${minutes} would be passed` }
    : { advice: "start" };
}

function round(amount: number): string {
  return String(Math.round(amount * 100) / 100);
}
