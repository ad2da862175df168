import type { RunDetails } from "@review/db";
import { expect, it } from "vitest";
import { completionProblems } from "./coverage.ts";

const gates = ["a", "b"].map((gateId) => ({ gateId, gateSha: `sha of ${gateId}` }));

function runWith(...gateReviews: Partial<RunDetails["gateReviews"][number]>[]): RunDetails {
  return {
    id: 1,
    notePath: "n.md",
    modelId: "m",
    gates,
    gateReviews: gateReviews.map((review) => ({
      gateSha: `sha of ${review.gateId}`,
      decision: "pass",
      rationaleMarkdown: "",
      ...review,
    })),
  } as RunDetails;
}

it.each([
  [[{ gateId: "a" }, { gateId: "b", decision: "fail" }], []],
  [[{ gateId: "b" }], ["gate a of n.md has no review"]],
  [[], ["gate a of n.md has no review", "gate b of n.md has no review"]],
  [
    [
      { gateId: "a", decision: "error" },
      { gateId: "b", decision: "unknown" },
    ],
    [
      "gate a of n.md could not be judged (decision error)",
      "gate b of n.md could not be judged (decision unknown)",
    ],
  ],
  [
    [{ gateId: "a" }, { gateId: "b", gateSha: "older" }],
    ["gate b was judged in another version than run 1 captured"],
  ],
] as const)("completionProblems of %j: %j", (gateReviews, problems) => {
  expect(completionProblems(runWith(...gateReviews))).toEqual(problems);
});
