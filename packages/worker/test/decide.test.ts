import type { SharedSweep, TakeState, TurnState } from "@review/db/queue";
import { modelPartition } from "@review/lifecycle";
import { describe, expect, it } from "vitest";
import { decideEnd } from "../src/turn/decide-end.ts";
import { decideTake } from "../src/turn/decide-take.ts";

const SWEEP: SharedSweep = {
  ...{ id: 1, runner: "agent", model: "opus", modelId: modelPartition("opus"), settings: {}, asked: {} },
  ...{ madeBy: { host: "desk", pid: 1 }, madeAt: "2026-03-01T12:00:00.000Z", failuresInARow: 0 },
  ...{
    batches: 9,
    batchesDone: 0,
    pairs: 45,
    reviewed: 0,
    failed: 0,
    skipped: 0,
    lostTurns: 0,
    lostPairs: 0,
  },
  ...{ costUsd: 0, costPairs: 0, tokens: 0, tokenPairs: 0, answered: 0, limits: { maxFailures: 3 } },
};
const SERVICE = { refusals: 0, pauses: 0, pauseMs: 0 };

/** A batch of five pairs, beside nothing; what is given takes the place of it. */
function taking(
  limits: Partial<SharedSweep["limits"]>,
  more: Partial<TakeState> = {},
  told: Partial<SharedSweep> = {},
) {
  return decideTake({
    ...{ sweep: { ...SWEEP, ...told, limits: { maxFailures: 3, ...limits } }, service: SERVICE, pairs: 5 },
    ...{ runningBatches: 0, runningPairs: 0, runningPairsOfSweep: 0, tokensOfLastMinute: 0, ...more },
  });
}
const RUNNING = { runningBatches: 2, runningPairs: 10, runningPairsOfSweep: 10 };
/** Ten pairs took a dollar and a thousand tokens. */
const TOLD = { costUsd: 1, costPairs: 10, tokens: 1000, tokenPairs: 10, answered: 2 };

describe("a batch starts", () => {
  it.each([
    ["beside any number, without limits", taking({}, RUNNING), { take: "start" }],
    ["as one job more", taking({ jobs: 3 }, RUNNING), { take: "start" }],
    ["not beside all jobs of the sweep", taking({ jobs: 2 }, RUNNING), { take: "wait" }],
    [
      "not beside all jobs that the service bears",
      taking({ jobs: 9 }, { ...RUNNING, service: { ...SERVICE, jobs: 2 } }),
      { take: "wait" },
    ],
    ["first of all under a cap on tokens a minute", taking({ tokensPerMinute: 1 }), { take: "start" }],
    [
      "not beside another one before anybody has told",
      taking({ tokensPerMinute: 1 }, RUNNING),
      { take: "wait" },
    ],
    [
      "within the tokens of a minute",
      taking({ tokensPerMinute: 1600 }, { ...RUNNING, tokensOfLastMinute: 100 }, TOLD),
      { take: "start" },
    ],
    [
      "not past them",
      taking({ tokensPerMinute: 1599 }, { ...RUNNING, tokensOfLastMinute: 100 }, TOLD),
      { take: "wait" },
    ],
    ["alone, if it is larger than they are", taking({ tokensPerMinute: 1 }, {}, TOLD), { take: "start" }],
    ["within the budget", taking({ budgetUsd: 2.5 }, RUNNING, TOLD), { take: "start" }],
    ["not before others have told, near its end", taking({ budgetUsd: 2 }, RUNNING, TOLD), { take: "wait" }],
    [
      "not under a budget of which the reviewer tells nothing",
      taking({ budgetUsd: 2 }, {}, { answered: 1 }),
      { take: "stop", why: expect.stringContaining("does not tell") },
    ],
    [
      "not past the budget",
      taking({ budgetUsd: 1.2 }, {}, TOLD),
      { take: "stop", why: expect.stringContaining("would be passed") },
    ],
    [
      "not past the budget of tokens",
      taking({ budgetTokens: 1000 }, {}, TOLD),
      { take: "stop", why: expect.stringContaining("used up") },
    ],
  ])("%s", (_, decision, expected) => {
    expect(decision).toEqual(expected);
  });
});

const ending = (
  ended: Parameters<typeof decideEnd>[0]["ended"],
  {
    succeeded = false,
    pausesBefore = 0,
    silencesInARow = 0,
    ...state
  }: Partial<TurnState> & { succeeded?: boolean; pausesBefore?: number; silencesInARow?: number } = {},
) =>
  decideEnd(
    { ended, succeeded, pausesBefore, silencesInARow },
    { service: SERVICE, failuresInARow: 0, runningBatches: 8, ...state },
    { limits: { maxFailures: 3 }, random: () => 1 },
  );
const REFUSED = { how: "rate-limited", message: "429" } as const;

describe("a turn's end", () => {
  it("is the end of its batch when it is answered, and forgets failures", () => {
    expect(ending({ how: "completed" }, { succeeded: true, failuresInARow: 2 })).toEqual({
      ...{ outcome: { done: true }, failuresInARow: 0 },
    });
  });

  it("halves what runs and pauses all when the service refuses", () => {
    expect(ending(REFUSED)).toEqual({
      outcome: { done: false, why: "429", afterMs: 0 },
      service: { jobs: 4, refusals: 1, pauses: 1, pauseMs: 5000 },
      pause: { ms: 5000, reason: "429" },
      failuresInARow: 0,
    });
  });

  it("is one refusal with those that were under way when the pause began", () => {
    const service = { jobs: 4, refusals: 1, pauses: 1, pauseMs: 5000 };
    expect(ending(REFUSED, { service })).toMatchObject({ service, outcome: { done: false } });
    expect(ending(REFUSED, { service })).not.toHaveProperty("pause");
  });

  it("gives the service one job more after each success", () => {
    const service = { jobs: 4, refusals: 1, pauses: 1, pauseMs: 5000 };
    expect(ending({ how: "completed" }, { succeeded: true, service, pausesBefore: 1 })).toMatchObject({
      service: { jobs: 5, refusals: 0, pauses: 1 },
    });
  });

  it("stops the sweep when the service refuses for good, and the batch stays", () => {
    const service = { jobs: 1, refusals: 5, pauses: 5, pauseMs: 300_000 };
    expect(ending(REFUSED, { service, pausesBefore: 5 })).toMatchObject({
      outcome: { done: false },
      stop: "429 (asked 6 times)",
    });
  });

  it("stops the sweep after too many failures in a row", () => {
    const failed = { how: "crashed", message: "it crashed" } as const;
    expect(ending(failed, { failuresInARow: 1 })).toEqual({ outcome: { done: true }, failuresInARow: 2 });
    expect(ending(failed, { failuresInARow: 2 })).toMatchObject({
      ...{ outcome: { done: true }, stop: expect.stringContaining("3 batches in a row failed") },
    });
  });

  it("fails one batch of which not a word came, and leaves the next one to other workers", () => {
    const silent = { how: "silent", message: "nothing came" } as const;
    expect(ending(silent, { silencesInARow: 1 })).toEqual({ outcome: { done: true }, failuresInARow: 1 });
    expect(ending(silent, { silencesInARow: 2 })).toEqual({
      outcome: { done: false, why: "nothing came", afterMs: 0 },
    });
  });

  it.each([
    "auth",
    "not-installed",
    "unknown-model",
    "usage-exhausted",
    "cannot-start",
    "interrupted",
  ] as const)("leaves the batch to other workers after: %s", (how) => {
    const end = ending({ how, message: "not here" });
    expect(end).toEqual({ outcome: { done: false, why: expect.any(String), afterMs: 0 } });
  });
});
