import { describe, expect, it } from "vitest";
import { type Advice, advise, type Budget, type Spending } from "./budget.ts";
import { learnFrom, noExperience } from "./estimate.ts";

/** Ten pairs took 10 dollars, 1000 tokens and 10 s. */
const known = learnFrom([
  { batchSize: 10, costUsd: 10, usage: { inputTokens: 900, outputTokens: 100 }, durationMs: 10_000 },
]);
/** What told its tokens, but not its cost. */
const tokensAlone = learnFrom([
  { batchSize: 10, usage: { inputTokens: 10 } },
  { batchSize: 10, usage: {} },
]);
const nothing: Spending = {
  spent: { costUsd: 0, tokens: 0 },
  runningPairs: 0,
  elapsedMs: 0,
  experience: noExperience,
  answered: 0,
};

describe("advise", () => {
  it.each<[string, Budget, Partial<Spending>, Advice["advice"]]>([
    ["no cap", {}, {}, "start"],
    ["fits exactly", { usd: 5 }, { experience: known }, "start"],
    ["does not fit", { usd: 4.9 }, { experience: known }, "stop"],
    ["fits, but not beside what runs", { usd: 9 }, { experience: known, runningPairs: 5 }, "wait"],
    [
      "does not fit beside what is spent",
      { usd: 9 },
      { experience: known, spent: { costUsd: 5, tokens: 0 } },
      "stop",
    ],
    ["tokens fit", { tokens: 500 }, { experience: known }, "start"],
    ["tokens do not fit", { tokens: 499 }, { experience: known }, "stop"],
    ["one of two caps does not fit", { usd: 100, tokens: 499 }, { experience: known }, "stop"],
    ["a stop comes before a wait", { usd: 9, tokens: 499 }, { experience: known, runningPairs: 5 }, "stop"],
    ["nothing known, nothing runs", { usd: 1 }, {}, "start"],
    ["nothing known, one runs", { usd: 1 }, { runningPairs: 5 }, "wait"],
    ["tokens known, dollars asked, nothing runs", { usd: 1 }, { experience: tokensAlone }, "start"],
    [
      "tokens known, dollars asked, one runs",
      { usd: 1 },
      { experience: tokensAlone, runningPairs: 5 },
      "wait",
    ],
    ["nothing known after an answer", { usd: 1 }, { answered: 1, runningPairs: 5 }, "stop"],
    ["nothing is allowed", { usd: 0 }, {}, "stop"],
    ["all is spent, nobody told how", { tokens: 10 }, { spent: { costUsd: 0, tokens: 10 } }, "stop"],
    ["time is left", { minutes: 1 }, { elapsedMs: 55_000, experience: known }, "start"],
    ["too little time is left", { minutes: 1 }, { elapsedMs: 55_001, experience: known }, "stop"],
    [
      "time does not add up over what runs",
      { minutes: 1 },
      { experience: known, runningPairs: 500 },
      "start",
    ],
    ["no time is left", { minutes: 1 }, { elapsedMs: 60_000 }, "stop"],
    ["no time at all", { minutes: 0 }, {}, "stop"],
  ])("%s", (_, budget, spending, advice) => {
    expect(advise(budget, 5, { ...nothing, ...spending }).advice).toBe(advice);
  });

  it.each<[Budget, Partial<Spending>, string]>([
    [{ usd: 1 }, { experience: known }, "--budget-usd 1 would be passed: 0 US dollars spent"],
    [{ usd: 1 }, { spent: { costUsd: 1.005, tokens: 0 } }, "--budget-usd 1 is used up: 1 US dollars spent"],
    [{ minutes: 2 }, { elapsedMs: 120_000 }, "--max-minutes 2 would be passed"],
  ])("says why it stops: %j", (budget, spending, why) => {
    expect(advise(budget, 5, { ...nothing, ...spending })).toEqual({ advice: "stop", why });
  });

  it.each<[Budget, string]>([
    [{ usd: 9 }, "--budget-usd cannot be kept: the reviewer does not tell its US dollars"],
    [{ tokens: 9 }, "--budget-tokens cannot be kept: the reviewer does not tell its tokens"],
  ])("says where another sweep would stop in the same way: %j", (budget, why) => {
    const advice = advise(budget, 5, { ...nothing, answered: 1 });
    expect(advice).toEqual({ advice: "stop", why, cannotBeKept: true });
  });
});
