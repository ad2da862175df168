import type { Telemetry } from "@review/db";
import type { Execution } from "../execution.ts";
import { advise, type Budget } from "./budget.ts";
import { consumptionOf, learn, learnFrom } from "./estimate.ts";

/** Knows what a sweep has taken and what it may still take. */
export type Meter = ReturnType<typeof startMeter>;

/** A meter for a budget, which begins with what earlier invocations took. */
export function startMeter(budget: Budget, earlier: readonly Telemetry[]) {
  const started = performance.now();
  const elapsedMs = () => performance.now() - started;
  const spent = { costUsd: 0, tokens: 0 };
  let experience = learnFrom(earlier);
  let answered = 0;
  return {
    /** Milliseconds since the sweep began. */
    elapsedMs,
    /** Counts one invocation in. */
    add: ({ ended, telemetry }: Execution): void => {
      const taken = consumptionOf(telemetry);
      spent.costUsd += taken.costUsd ?? 0;
      spent.tokens += taken.tokens ?? 0;
      experience = learn(experience, taken, telemetry?.batchSize ?? 0);
      if (ended.how === "completed") answered += 1;
    },
    /** Whether a batch of so many pairs may start beside those that run. */
    advise: (pairs: number, runningPairs: number) =>
      advise(budget, pairs, { spent, runningPairs, elapsedMs: elapsedMs(), experience, answered }),
    /** Whether a pause would last longer than the budget. */
    outlasts: (pauseMs: number): boolean =>
      budget.minutes !== undefined && elapsedMs() + pauseMs >= budget.minutes * 60_000,
  };
}
