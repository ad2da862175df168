import { type Consumption, type Experience, estimate } from "./estimate.ts";

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
  spent: Required<Consumption>;
  /** Pairs of the batches that are running. */
  runningPairs: number;
  elapsedMs: number;
  experience: Experience;
  /** Invocations that have finished. */
  finished: number;
}

/** `start` the batch, `wait` until a running one has taught what a pair takes, or `stop` and say why. */
export type Advice = { advice: "start" } | { advice: "wait" } | { advice: "stop"; why: string };

/**
 * Whether a batch fits into the budget by the average of this sweep and of earlier runs. While a cap is set
 * and nothing is known, one batch at a time goes ahead to find out; a reviewer that never tells what it took
 * cannot be held to a cap, so the sweep stops then.
 */
export function advise(budget: Budget, pairs: number, spending: Spending): Advice {
  const { spent, runningPairs, elapsedMs, experience, finished } = spending;
  const ahead = estimate(experience, runningPairs + pairs);
  const caps = [
    { name: "--budget-usd", cap: budget.usd, spent: spent.costUsd, ahead: ahead.costUsd, unit: "US dollars" },
    { name: "--budget-tokens", cap: budget.tokens, spent: spent.tokens, ahead: ahead.tokens, unit: "tokens" },
  ];
  for (const { name, cap, spent: used, ahead: next, unit } of caps) {
    if (cap === undefined) continue;
    if (next === undefined) {
      if (finished > 0)
        return { advice: "stop", why: `${name} cannot be kept: the reviewer does not tell its ${unit}` };
      if (runningPairs > 0) return { advice: "wait" };
    } else if (used + next > cap) {
      return { advice: "stop", why: `${name} ${cap} would be passed: ${round(used)} ${unit} spent` };
    }
  }
  if (budget.minutes !== undefined) {
    const capMs = budget.minutes * 60_000;
    // Running batches run beside this one: their time does not add up.
    const next = estimate(experience, pairs).durationMs ?? 0;
    if (elapsedMs >= capMs || elapsedMs + next > capMs) {
      return { advice: "stop", why: `--max-minutes ${budget.minutes} would be passed` };
    }
  }
  return { advice: "start" };
}

function round(amount: number): string {
  return String(Math.round(amount * 100) / 100);
}
