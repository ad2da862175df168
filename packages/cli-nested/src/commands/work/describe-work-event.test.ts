import { expect, it } from "vitest";
import { describeWork } from "./describe-work-event.ts";

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
