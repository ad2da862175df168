import type { WorkEvent } from "@review/worker";
import { expect, it } from "vitest";
import { describeWork, describeWorkEvents } from "./describe-work-event.ts";

it("says that only others can review what is left only where this machine lacks nothing", () => {
  const summary = {
    batches: 0,
    reviewed: 0,
    failed: 0,
    skipped: 0,
    costUsd: 0,
    invocations: 0,
    unpriced: 0,
    lost: 0,
    forOthers: 2,
  };
  expect(describeWork({ ...summary, runnersLeft: [] })).toContain(
    "2 batches left that only others can review",
  );
  expect(describeWork({ ...summary, runnersLeft: ["api"] })[1]).toMatch(
    /^2 batches left that this machine cannot review as it is \(api\): mend what is told above/,
  );
});

it("takes a price that is not known for nothing nowhere", () => {
  const told = (invocations: number, costUsd: number, unpriced: number) =>
    describeWork({
      ...{ batches: 1, reviewed: 4, failed: 0, skipped: 0, lost: 0, forOthers: 0, runnersLeft: [] },
      ...{ invocations, costUsd, unpriced },
    })[0];
  expect(told(2, 0.5, 0)).toBe("1 batch, 4 pairs reviewed, $0.50");
  expect(told(2, 0.5, 1)).toBe("1 batch, 4 pairs reviewed, $0.50 and more");
  expect(told(2, 0, 2)).toBe("1 batch, 4 pairs reviewed");
});

it("tells runs that failed alike once for each sweep", () => {
  const about = { batch: 1, notePath: "a.md", gateIds: ["x"] };
  const failed = (sweepId: number, runId: number): WorkEvent => {
    return { event: "run-failed", sweepId, ...about, runId, reason: "it crashed", willRetry: false };
  };
  const counts = { durationMs: 0, completed: 0, failed: 2, decisions: { pass: 0, warn: 0, fail: 0 } };
  const ended = (sweepId: number): WorkEvent => {
    const names = { batch: 1, notePaths: ["a.md"], gateIds: ["x"] };
    return { event: "batch-finished", sweepId, ...names, ...counts };
  };
  const linesOf = describeWorkEvents();
  const events = [failed(1, 4), failed(2, 5), failed(1, 6), ended(1), ended(2), failed(1, 7), ended(1)];
  expect(events.flatMap(linesOf).filter((line) => line.includes("failed: "))).toEqual([
    "sweep 1 failed: 2 runs, such as run 4, a.md: it crashed",
    "sweep 2 failed: run 5, a.md: it crashed",
    "sweep 1 failed: run 7, a.md: like run 4",
  ]);
});
