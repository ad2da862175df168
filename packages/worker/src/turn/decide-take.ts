import type { TakeDecision, TakeState } from "@review/db/queue";
import { advise } from "@review/runner";

/**
 * Whether a batch may start beside what runs on all machines: by the jobs and tokens a minute of its runner and model, and by the
 * budget of its sweep. As long as a cap on tokens or money is set and nobody has told yet what a pair takes, one batch goes ahead.
 */
export function decideTake(state: TakeState): TakeDecision {
  const { sweep, service, pairs, runningBatches, runningPairs, runningPairsOfSweep } = state;
  const { limits, costUsd, costPairs, tokens, tokenPairs, answered } = sweep;
  const jobs = Math.min(limits.jobs ?? Infinity, service.jobs ?? Infinity);
  if (runningBatches >= jobs) return { take: "wait" };
  if (limits.tokensPerMinute !== undefined) {
    const each = tokenPairs > 0 ? tokens / tokenPairs : undefined;
    if (isTooFast(limits.tokensPerMinute, each, { ...state, runningPairs, pairs })) return { take: "wait" };
  }
  const advice = advise({ usd: limits.budgetUsd, tokens: limits.budgetTokens }, pairs, {
    spent: { costUsd, tokens },
    runningPairs: runningPairsOfSweep,
    elapsedMs: 0,
    experience: {
      costUsd: { sum: costUsd, pairs: costPairs },
      tokens: { sum: tokens, pairs: tokenPairs },
      durationMs: { sum: 0, pairs: 0 },
    },
    answered,
  });
  return advice.advice === "stop" ? { take: "stop", why: advice.why } : { take: advice.advice };
}

/** A batch that alone is more than a minute's share goes when nothing else was asked for a minute. */
function isTooFast(
  cap: number,
  each: number | undefined,
  { runningBatches, runningPairs, pairs, tokensOfLastMinute }: TakeState,
): boolean {
  if (runningBatches === 0 && tokensOfLastMinute === 0) return false;
  if (each === undefined) return runningBatches > 0;
  return tokensOfLastMinute + each * (runningPairs + pairs) > cap;
}
