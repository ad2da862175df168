import { describe, expect, it } from "vitest";
import {
  endedBadly,
  gateway,
  planAll,
  prepareSweep,
  runnerBy,
  runSweep,
  type SweepSetup,
} from "./sweep-setup.ts";

/** A runner whose invocations cost so much, and take so many tokens. */
const costing = (costUsd: number, tokens = 1_000) =>
  runnerBy(async () => ({ telemetry: { costUsd, usage: { inputTokens: tokens - 100, outputTokens: 100 } } }));

const stoppedBy = async (...args: Parameters<typeof runSweep>) => {
  const { summary } = await runSweep(...args);
  return [summary.reviewed, summary.notStarted, summary.stopped?.why, summary.stopped?.message];
};

describe("a budget", () => {
  it.each([
    [{ usd: 5 }, 10, "--budget-usd 5 is used up: 5 US dollars spent"],
    [{ usd: 4.5 }, 8, "--budget-usd 4.5 would be passed: 4 US dollars spent"],
    [{ tokens: 3_500 }, 6, "--budget-tokens 3500 would be passed: 3000 tokens spent"],
    [{ usd: 100, tokens: 2_000 }, 4, "--budget-tokens 2000 is used up: 2000 tokens spent"],
  ])("%j starts no batch that would pass it", async (budget, reviewed, message) => {
    const setup = await prepareSweep({ notes: 20 });
    const result = await stoppedBy(setup, costing(1), { budget });
    expect(result).toEqual([reviewed, 20 - reviewed, "budget", message]);
  });

  it("counts in what runs already", async () => {
    const setup = await prepareSweep({ notes: 20 });
    const { summary } = await runSweep(setup, costing(1), { jobs: 4, budget: { usd: 6.5 } });
    expect(summary).toMatchObject({ costUsd: 6, reviewed: 12, stopped: { why: "budget" } });
  });

  it("without experience: one batch goes ahead alone, then the others", async () => {
    const setup = await prepareSweep({ notes: 12 });
    let ended = 0;
    const three = gateway();
    const endedBefore: number[] = [];
    const runner = runnerBy(async (_, __, call) => {
      endedBefore.push(ended);
      if (call === 4) three.open();
      // After the first three run side by side, or this would wait for ever.
      if (call > 1) await three.opened;
      ended += 1;
      return { telemetry: { costUsd: 0.1 } };
    });
    await runSweep(setup, runner, { jobs: 3, budget: { usd: 10 } });
    expect(endedBefore.slice(0, 4)).toEqual([0, 1, 1, 1]);
  });

  it("uses what earlier runs of these gates took, and starts nothing that would pass it", async () => {
    const setup = await prepareSweep({ notes: 6 });
    await runSweep(setup, costing(1), { batches: await first(setup) });
    const runner = costing(1);
    expect(await stoppedBy(setup, runner, { budget: { usd: 0.7 } })).toEqual([
      0,
      6,
      "budget",
      "--budget-usd 0.7 would be passed: 0 US dollars spent",
    ]);
    expect(runner.requests).toEqual([]);
  });

  it("cannot be kept with a reviewer that does not tell what it takes", async () => {
    const setup = await prepareSweep({ notes: 6 });
    expect(
      await stoppedBy(
        setup,
        runnerBy(async () => ({})),
        { jobs: 3, budget: { usd: 5 } },
      ),
    ).toEqual([
      2,
      4,
      "budget-cannot-be-kept",
      "--budget-usd cannot be kept: the reviewer does not tell its US dollars",
    ]);
  });

  it("is not given up for an invocation that failed before it could tell", async () => {
    const setup = await prepareSweep({ notes: 6 });
    const runner = runnerBy(async (_, __, call) =>
      call === 1
        ? endedBadly({ how: "rate-limited", message: "slow down" })
        : call === 2
          ? endedBadly({ how: "crashed", message: "it crashed" })
          : { telemetry: { costUsd: 1 } },
    );
    const { summary } = await runSweep(setup, runner, { budget: { usd: 5 } });
    expect(summary).toMatchObject({ reviewed: 4, failed: 2, notStarted: 0, costUsd: 2 });
    expect(summary.stopped).toBeUndefined();
  });

  it("of nothing starts nothing", async () => {
    const setup = await prepareSweep();
    const runner = costing(1);
    expect((await runSweep(setup, runner, { budget: { usd: 0 } })).summary.stopped?.message).toBe(
      "--budget-usd 0 is used up: 0 US dollars spent",
    );
    expect(runner.requests).toEqual([]);
  });

  it("is never passed by a reviewer that costs nothing", async () => {
    const setup = await prepareSweep();
    const { summary } = await runSweep(setup, costing(0), { budget: { usd: 1 } });
    expect(summary).toMatchObject({ reviewed: 4, costUsd: 0 });
    expect(summary.stopped).toBeUndefined();
  });

  it("of minutes is not slept away", async () => {
    const setup = await prepareSweep({ notes: 6 });
    const hour = endedBadly({ how: "rate-limited", message: "slow down", retryAfterSeconds: 3_600 });
    const { summary, pauses } = await runSweep(
      setup,
      runnerBy(async () => hour),
      { budget: { minutes: 30 } },
    );
    expect(pauses).toEqual([]);
    expect(summary).toMatchObject({ notStarted: 6, failed: 0, retriedRuns: 2 });
    expect(summary.stopped?.message).toBe("--max-minutes 30 would be passed by a pause of 3600 s: slow down");
  });
});

/** The first pair alone, so that there is experience of one. */
async function first(setup: SweepSetup) {
  const [batch = []] = await planAll(setup);
  return [batch.slice(0, 1)];
}
