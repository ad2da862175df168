import { expect, it } from "vitest";
import { describeWork } from "./describe-work-event.ts";

it("says that only others can review what is left only where this machine lacks nothing", () => {
  const summary = { batches: 0, reviewed: 0, failed: 0, skipped: 0, costUsd: 0, lost: 0, forOthers: 2 };
  expect(describeWork({ ...summary, runnersLeft: [] })).toContain(
    "2 batches left that only others can review",
  );
  expect(describeWork({ ...summary, runnersLeft: ["api"] })[1]).toMatch(
    /^2 batches left that this machine cannot review as it is \(api\): mend what is told above/,
  );
});
