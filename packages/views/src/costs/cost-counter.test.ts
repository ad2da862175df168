import type { ModelId, Run, Telemetry } from "@review/db";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunWithGates } from "../runs/read-runs.ts";
import { COST_KEYS, type CostKey, costCounter } from "./cost-counter.ts";

let nextId = 1;

function run(
  telemetry: Telemetry | undefined,
  changes: Partial<Run> & { gateIds?: string[] } = {},
): RunWithGates {
  const { gateIds = ["a"], ...others } = changes;
  const run: Run = {
    id: nextId++,
    notePath: "n.md",
    modelId: "opus" as ModelId,
    runner: "claude-code",
    reviewedNoteSha: "0".repeat(64),
    startedAt: "2026-11-28T23:59:59.000Z",
    status: "completed",
    ...(telemetry && { telemetry }),
    ...others,
  };
  return { run, gateIds };
}

function counted(by: CostKey, runs: readonly RunWithGates[]) {
  const counter = costCounter(by);
  for (const one of runs) counter.take(one);
  return counter.count();
}

const usage = { inputTokens: 900, cachedInputTokens: 300, outputTokens: 90 };

describe("what an invocation took", () => {
  const served = (gateIds: string[]) =>
    run({ invocationId: "i", costUsd: 0.3, durationMs: 3000, usage }, { gateIds });

  it("is counted once, however many runs it served", () => {
    const { total, rows } = counted("model", [served(["a", "b"]), served(["a"])]);
    expect(total).toMatchObject({
      runs: 2,
      pairs: 3,
      invocations: 1,
      costUsd: 0.3,
      outputTokens: 90,
      durationMs: 3000,
    });
    expect(rows).toEqual([{ name: "opus", ...total }]);
  });

  it("is shared by the gates it served, by their pairs", () => {
    const { rows, total } = counted("gate", [served(["a", "b"]), served(["a"])]);
    expect(rows).toMatchObject([
      { name: "a", pairs: 2, invocations: 1, costUsd: 0.2, inputTokens: 600, cachedInputTokens: 200 },
      { name: "b", pairs: 1, invocations: 1, costUsd: 0.1, inputTokens: 300, cachedInputTokens: 100 },
    ]);
    expect(total.invocations).toBe(1);
  });

  it("has a price that is not known where no client told one, but for checks", () => {
    const { total } = counted("runner", [
      run({ invocationId: "1", costUsd: 1 }),
      run({ invocationId: "2" }),
      run({ invocationId: "3" }, { modelId: "checks" as ModelId, runner: "checks" }),
    ]);
    expect(total).toMatchObject({ invocations: 3, costUsd: 1, unpriced: 1, pairs: 3, pricedPairs: 2 });
  });

  it("is nothing where it was refused, and not known where its process was lost", () => {
    const owner = { pid: 7, host: "h" };
    const { total } = counted("model", [
      run({ invocationId: "1", costUsd: 1 }),
      run({ invocationId: "2", unpaid: true }, { status: "failed" }),
      run({ owner }, { status: "running" }),
    ]);
    expect(total).toMatchObject({ invocations: 2, unpriced: 0, pricedPairs: 1, costUsd: 1 });
    expect(total).toMatchObject({ runs: 3, pairs: 2, reviewedPairs: 1, failedPairs: 0 });
    const { total: lost } = counted("model", [
      run({ invocationId: "1", costUsd: 1 }),
      run({ owner }, { status: "failed" }),
    ]);
    expect(lost).toMatchObject({ invocations: 2, unpriced: 1, pricedPairs: 1 });
  });

  it("is no call where nobody could be started", () => {
    const owner = { pid: 7, host: "h" };
    const { total } = counted("model", [run({ owner, unpaid: true }, { status: "failed" })]);
    expect(total).toMatchObject({ runs: 1, pairs: 0, failedPairs: 0, invocations: 0, unpriced: 0 });
  });

  it("is two calls where something was asked for once more", () => {
    const asked = (repairedPairs: number, costUsd?: number) =>
      run({ invocationId: `r${repairedPairs}`, repairedPairs, ...(costUsd && { costUsd }) });
    const { total } = counted("model", [asked(0, 1), asked(2), asked(1, 1)]);
    expect(total).toMatchObject({ runs: 3, invocations: 5, unpriced: 2, costUsd: 2 });
  });

  it("is that of a run, if it has no id; a run that nobody was called for has none", () => {
    const { total } = counted("day", [
      run({ costUsd: 1 }),
      run({ costUsd: 2 }),
      run(undefined),
      run({ rekeyed: true }),
    ]);
    expect(total).toMatchObject({ runs: 4, invocations: 2, costUsd: 3 });
  });
});

it("an invocation is counted once, however many others there are between its runs", () => {
  const part = (id: number) =>
    run({ invocationId: `i${id}`, batchSize: 2, costUsd: 1 }, { gateIds: [id % 2 === 0 ? "a" : "b"] });
  const all = Array.from({ length: 6000 }, (_, id) => part(id));
  // The first that are complete come again, although they say that they served no more.
  const again = Array.from({ length: 10 }, (_, id) => part(5990 + id));
  const { rows, total } = counted("gate", [...all, ...all, ...again]);
  expect(total).toMatchObject({ runs: 12_010, pairs: 12_010, invocations: 6000, costUsd: 6000 });
  expect(rows).toMatchObject([
    { name: "a", invocations: 3000, costUsd: 3000 },
    { name: "b", invocations: 3000, costUsd: 3000 },
  ]);
});

it("days come in their order, all else the dearest first", () => {
  const on = (day: string, costUsd: number, modelId: string) =>
    run({ costUsd }, { startedAt: `${day}T10:00:00.000Z`, modelId: modelId as ModelId });
  const runs = [on("2026-11-02", 5, "b"), on("2026-11-01", 1, "a"), on("2026-11-03", 9, "c")];
  const names = (by: CostKey) => counted(by, runs).rows.map(({ name }) => name);
  expect(names("day")).toEqual(["2026-11-01", "2026-11-02", "2026-11-03"]);
  expect(names("model")).toEqual(["c", "b", "a"]);
});

it("the rows add up to the total, by whatever they are told apart", () => {
  const anyRun = fc
    .record({
      invocationId: fc.option(fc.constantFrom("1", "2", "3"), { nil: undefined }),
      gateIds: fc.uniqueArray(fc.constantFrom("a", "b", "c/d"), { minLength: 1 }),
      modelId: fc.constantFrom("opus", "gpt"),
      runner: fc.constantFrom("claude-code", "codex"),
    })
    // What an invocation took is the same for every run that it served.
    .map(({ invocationId, gateIds, modelId, runner }) =>
      run(
        { ...(invocationId && { invocationId }), costUsd: Number(invocationId ?? 4), usage },
        { gateIds, modelId: modelId as ModelId, runner },
      ),
    );
  fc.assert(
    fc.property(fc.array(anyRun), fc.constantFrom(...COST_KEYS), (runs, by) => {
      const { rows, total } = counted(by, runs);
      const sum = (key: "costUsd" | "pairs" | "inputTokens") => rows.reduce((all, row) => all + row[key], 0);
      expect(sum("pairs")).toBe(total.pairs);
      expect(sum("costUsd")).toBeCloseTo(total.costUsd, 4);
      expect(Math.abs(sum("inputTokens") - total.inputTokens)).toBeLessThanOrEqual(rows.length);
    }),
  );
});
