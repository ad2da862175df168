import { listRuns } from "@review/db";
import { answerFromPrompt } from "@review/test-kit/answer-from-prompt.mjs";
import { describe, expect, it } from "vitest";
import {
  acceptedPairs,
  endedBadly,
  gateway,
  planAll,
  prepareSweep,
  runnerBy,
  runSweep,
} from "./sweep-setup.ts";

const limited = endedBadly({ how: "rate-limited", message: "slow down" });
const single = { batchSize: 1 };

describe("a service that asks for patience", () => {
  it("is asked for the same pairs again after a pause, and they are counted once", async () => {
    const setup = await prepareSweep({ notes: 4 });
    const runner = runnerBy(async (_, __, call) => (call === 2 ? limited : {}));
    const { summary, events, pauses } = await runSweep(setup, runner);
    expect(summary).toMatchObject({
      reviewed: 4,
      failed: 0,
      notStarted: 0,
      failures: [],
      invocations: 3,
      retriedRuns: 2,
    });
    expect(pauses).toEqual([5_000]);
    expect(events).toContainEqual({ event: "paused", seconds: 5, jobs: 1, reason: "slow down" });
    expect(events.filter(({ event }) => event === "run-failed")).toMatchObject([
      { batch: 2, notePath: "notes/n03.md", reason: "slow down", willRetry: true },
      { batch: 2, notePath: "notes/n04.md", reason: "slow down", willRetry: true },
    ]);
    expect(events.filter(({ event }) => event === "batch-started")).toMatchObject([
      { batch: 1 },
      { batch: 2 },
      { batch: 2 },
    ]);
    expect(await acceptedPairs(setup.ledger, "opus")).toHaveLength(4);
    // The ledger keeps the refused runs, with the reason.
    const failed = await listRuns(setup.ledger, { status: "failed" });
    expect(failed.map(({ failureReason }) => failureReason)).toEqual(["slow down", "slow down"]);
  });

  it("waits longer each time, up to five minutes, and gives up after six refusals", async () => {
    const setup = await prepareSweep({ notes: 4 });
    const runner = runnerBy(async () => endedBadly({ how: "overloaded", message: "too busy" }));
    const { summary, pauses } = await runSweep(setup, runner, { maxFailures: 1 });
    expect(pauses).toEqual([5_000, 10_000, 20_000, 40_000, 80_000]);
    expect(summary).toMatchObject({ invocations: 6, retriedRuns: 10, failed: 2, notStarted: 2 });
    expect(summary.stopped).toEqual({ why: "overloaded", message: "too busy (asked 6 times)" });
  });

  it("is given the time it asks for", async () => {
    const setup = await prepareSweep({ notes: 2 });
    const patient = endedBadly({ how: "rate-limited", message: "slow down", retryAfterSeconds: 42 });
    const runner = runnerBy(async (_, __, call) => (call === 1 ? patient : {}));
    expect((await runSweep(setup, runner)).pauses).toEqual([42_000]);
  });

  it("starts anew with its patience after a success", async () => {
    const setup = await prepareSweep({ notes: 12 });
    const runner = runnerBy(async (_, __, call) => (call % 3 === 0 ? {} : limited));
    const { summary, pauses } = await runSweep(setup, runner);
    expect(summary.reviewed).toBe(12);
    expect(pauses).toEqual(Array(6).fill([5_000, 10_000]).flat());
  });

  it("takes refusals at one moment for one, and asks for all their pairs again", async () => {
    const setup = await prepareSweep({ notes: 16 });
    const all = gateway();
    const runner = runnerBy(async (_, __, call) => {
      if (call > 8) return {};
      if (call === 8) all.open();
      await all.opened;
      return limited;
    });
    const { summary, events, pauses } = await runSweep(setup, runner, { jobs: 8, limits: single });
    expect(summary).toMatchObject({ reviewed: 16, retriedRuns: 8, invocations: 24 });
    expect(summary.stopped).toBeUndefined();
    expect(pauses).toEqual([5_000]);
    expect(events.filter(({ event }) => event === "paused")).toMatchObject([{ jobs: 4 }]);
  });

  it("halves the jobs, and gives them back one by one with each success", async () => {
    const setup = await prepareSweep({ notes: 24 });
    const [all, half, allAgain] = [gateway(), gateway(), gateway()];
    let running = 0;
    let mostBeforeSuccess = 0;
    const runner = runnerBy(async (_, __, call) => {
      running += 1;
      if (call === 8) all.open();
      await all.opened;
      if (call > 8 && call <= 12) {
        // Nobody succeeds before there are four; a fifth would have a moment to come.
        if (call === 12) setTimeout(half.open, 20);
        await half.opened;
        mostBeforeSuccess = Math.max(mostBeforeSuccess, call === 9 ? running : 0);
      }
      // And nobody of the rest before there are eight again.
      if (call > 12 && running === 8) allAgain.open();
      if (call > 12) await allAgain.opened;
      running -= 1;
      return call <= 8 ? limited : {};
    });
    const { summary } = await runSweep(setup, runner, { jobs: 8, limits: single });
    expect(mostBeforeSuccess).toBe(4);
    expect(summary.reviewed).toBe(24);
  });

  it("starts nothing during a pause, and lets what runs end", async () => {
    const setup = await prepareSweep({ notes: 4 });
    const [both, slow, paused, waited] = [gateway(), gateway(), gateway(), gateway()];
    const refused = "notes/n01.md";
    const runner = runnerBy(async ({ notes }, _, call) => {
      if (call === 2) both.open();
      await both.opened;
      if (call > 2) return {};
      if (notes[0]?.notePath === refused) return limited;
      await slow.opened;
      return {};
    });
    const sweeping = runSweep(setup, runner, {
      jobs: 2,
      limits: single,
      wait: () => waited.opened,
      onEvent: ({ event }) => event === "paused" && paused.open(),
    });
    await paused.opened;
    slow.open();
    await expect
      .poll(() => acceptedPairs(setup.ledger, "opus"), { timeout: 20_000 })
      .toEqual(["notes/n02.md prose/a"]);
    expect(runner.requests).toHaveLength(2);
    waited.open();
    expect((await sweeping).summary).toMatchObject({ reviewed: 4, retriedRuns: 1 });
    // The refused pair goes first.
    expect(runner.requests.slice(2, 4).map(({ notes }) => notes[0]?.notePath)).toContain(refused);
  });

  it("does not skip a pair twice that was skipped before its batch was refused", async () => {
    const setup = await prepareSweep({ notes: 3 });
    const runner = runnerBy(async (_, __, call) => (call === 3 ? limited : {}));
    await runSweep(setup, runner, { limits: single, batches: (await planAll(setup, single)).slice(0, 2) });
    const { summary } = await runSweep(setup, runner, { limits: { batchSize: 3 } });
    expect(summary).toMatchObject({ selected: 3, reviewed: 1, skipped: 2, notStarted: 0 });
  });

  it("asks again only for what an answer that broke off has left out", async () => {
    const setup = await prepareSweep({ notes: 2 });
    const runner = runnerBy(async (request, _, call) => {
      const [first = ""] = answerFromPrompt(request.prompt).split(/(?=^=== NOTE START )/m);
      return call === 1 ? { ...limited, text: first } : {};
    });
    const { summary } = await runSweep(setup, runner);
    expect(summary).toMatchObject({ selected: 2, reviewed: 2, skipped: 0, failed: 0, retriedRuns: 1 });
    expect(runner.requests.map(({ notes }) => notes.map(({ notePath }) => notePath))).toEqual([
      ["notes/n01.md", "notes/n02.md"],
      ["notes/n02.md"],
    ]);
  });

  it("that was told to stop is not waited for", async () => {
    const setup = await prepareSweep({ notes: 4 });
    const [both, paused] = [gateway(), gateway()];
    const runner = runnerBy(async (_, __, call) => {
      if (call === 2) both.open();
      await both.opened;
      if (call === 1) return limited;
      await paused.opened;
      return endedBadly({ how: "auth", message: "not logged in" });
    });
    // With the real timer: five seconds would be too long for the test to be over before them.
    const { summary } = await runSweep(setup, runner, {
      jobs: 2,
      limits: single,
      wait: undefined,
      random: () => 1,
      onEvent: ({ event }) => event === "paused" && paused.open(),
    });
    expect(summary).toMatchObject({ failed: 1, retriedRuns: 1, notStarted: 3, stopped: { why: "auth" } });
  });
});

describe("a person who interrupts", () => {
  it("ends what runs, starts nothing more, and loses nothing", async () => {
    const setup = await prepareSweep({ notes: 6 });
    const interrupt = new AbortController();
    const runner = runnerBy(async (_, { signal }, call) => {
      if (call < 3) return {};
      interrupt.abort();
      return signal.aborted ? endedBadly({ how: "interrupted", message: "interrupted" }) : {};
    });
    const { summary } = await runSweep(setup, runner, { signal: interrupt.signal, limits: single });
    expect(summary).toMatchObject({ reviewed: 2, failed: 1, notStarted: 3 });
    expect(summary.stopped).toEqual({ why: "interrupted", message: "interrupted" });
    expect(summary.failures).toMatchObject([{ notePath: "notes/n03.md", reason: "interrupted" }]);
    expect(await listRuns(setup.ledger)).toHaveLength(3);
  });

  it("does not wait out a pause", async () => {
    const setup = await prepareSweep({ notes: 2 });
    const interrupt = new AbortController();
    const { summary } = await runSweep(
      setup,
      runnerBy(async () => limited),
      {
        signal: interrupt.signal,
        wait: undefined,
        onEvent: ({ event }) => event === "paused" && interrupt.abort(),
      },
    );
    expect(summary).toMatchObject({
      failed: 0,
      notStarted: 2,
      retriedRuns: 2,
      stopped: { why: "interrupted" },
    });
  });

  it("before the first batch: nothing is recorded", async () => {
    const setup = await prepareSweep();
    const runner = runnerBy(async () => ({}));
    const { summary } = await runSweep(setup, runner, { signal: AbortSignal.abort() });
    expect(summary).toMatchObject({ notStarted: 4, invocations: 0, stopped: { why: "interrupted" } });
    expect(await listRuns(setup.ledger)).toEqual([]);
  });

  it("while notes are being read: nothing is recorded", async () => {
    const setup = await prepareSweep();
    const interrupt = new AbortController();
    const sweeping = runSweep(
      setup,
      runnerBy(async () => ({})),
      {
        signal: interrupt.signal,
        onEvent: ({ event }) => event === "sweep-started" && queueMicrotask(() => interrupt.abort()),
      },
    );
    expect((await sweeping).summary).toMatchObject({ notStarted: 4, stopped: { why: "interrupted" } });
    expect(await listRuns(setup.ledger)).toEqual([]);
  });

  it("comes before a refusal at the same moment", async () => {
    const setup = await prepareSweep();
    const interrupt = new AbortController();
    const runner = runnerBy(async () => {
      interrupt.abort();
      return limited;
    });
    const { summary, pauses } = await runSweep(setup, runner, { signal: interrupt.signal });
    expect(summary).toMatchObject({ failed: 2, notStarted: 2, stopped: { why: "interrupted" } });
    expect(pauses).toEqual([]);
  });
});
