import { modelPartition } from "@review/lifecycle";
import type { SweepEvent } from "@review/runner";
import { describe, expect, it } from "vitest";
import { nextState, type SweepState, startState } from "./sweep-state.ts";

const modelId = modelPartition("opus");
const batch = { batch: 1, notePaths: ["a.md", "b.md"], gateIds: ["prose/x"] };
const started: SweepEvent = { event: "batch-started", ...batch, pairs: 2 };
const failed = (willRetry: boolean): SweepEvent => {
  const gateIds = ["prose/x", "prose/y"];
  return { event: "run-failed", batch: 1, runId: 1, notePath: "a.md", gateIds, reason: "r", willRetry };
};
const decisions = { pass: 1, warn: 0, fail: 0 };
const finished = {
  event: "batch-finished",
  ...batch,
  durationMs: 1,
  completed: 1,
  failed: 0,
  decisions,
} as const;

/** The state after some events, one second apart. */
function after(...events: SweepEvent[]): SweepState {
  return events.reduce((state, event, index) => nextState(state, event, (index + 1) * 1000), startState(0));
}

describe("nextState", () => {
  it.each<[string, SweepEvent[], Partial<SweepState>]>([
    [
      "knows how many pairs there are",
      [{ event: "sweep-started", pairs: 7, batches: 2, jobs: 1, runner: "r", modelId }],
      { pairs: 7, done: 0 },
    ],
    [
      "shows a batch of one gate by its gate",
      [started],
      { running: new Map([[1, { what: "prose/x · a.md, b.md", pairs: 2, startedAt: 1000 }]]) },
    ],
    [
      "shows a batch of several gates by its note",
      [{ ...started, notePaths: ["a.md"], gateIds: ["prose/x", "prose/y"] }],
      { running: new Map([[1, { what: "a.md · prose/x, prose/y", pairs: 2, startedAt: 1000 }]]) },
    ],
    [
      "counts decisions as runs complete",
      [
        {
          event: "run-completed",
          batch: 1,
          runId: 1,
          notePath: "a.md",
          modelId,
          gates: [
            { gateId: "x", decision: "pass", findings: [], resolved: [] },
            { gateId: "y", decision: "warn", findings: [], resolved: [] },
          ],
        },
      ],
      { done: 2, decisions: { pass: 1, warn: 1, fail: 0 } },
    ],
    ["counts the pairs of a failed run as done", [failed(false)], { failedRuns: 1, done: 2 }],
    ["does not count a run that is asked again", [failed(true)], { failedRuns: 0, done: 0 }],
    [
      "counts skipped pairs",
      [{ event: "pair-skipped", notePath: "a.md", gateId: "x", reason: "r" }],
      { done: 1 },
    ],
    [
      "takes a finished batch away, and adds its tokens and cost",
      [
        started,
        { ...finished, usage: { inputTokens: 10, cachedInputTokens: 8, outputTokens: 1 }, costUsd: 0.5 },
      ],
      { running: new Map(), tokens: 11, costUsd: 0.5 },
    ],
    ["a reviewer need not tell what it took", [started, finished], { tokens: 0, costUsd: 0 }],
    [
      "shows a pause until something is started again",
      [{ event: "paused", seconds: 5, jobs: 1, reason: "slow down" }],
      { paused: { until: 6000, reason: "slow down" } },
    ],
    [
      "ends a pause with the next batch",
      [{ event: "paused", seconds: 5, jobs: 1, reason: "slow down" }, started],
      { paused: undefined },
    ],
    [
      "leaves the rest as it is",
      [{ event: "other-model", requestedModelId: modelId, modelId, counts: true }],
      startState(0),
    ],
  ])("%s", (_, events, state) => {
    expect(after(...events)).toMatchObject(state);
  });

  it("changes no earlier state", () => {
    const first = after(started);
    const running = new Map(first.running);
    nextState(first, finished, 9000);
    expect(first.running).toEqual(running);
  });
});
