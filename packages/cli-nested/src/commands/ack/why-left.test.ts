import { expect, it } from "vitest";
import { describeWhyLeft } from "./why-left.ts";

it("names the reasons that there were, each with how many, and says of the others what can be", () => {
  const left = new Map([
    ["gate-changed", 2],
    ["untold", 1],
  ] as const);
  expect(describeWhyLeft(3, left)).toBe(
    "2 of a gate that changed, 1 of which nobody can tell which parts changed",
  );
  expect(describeWhyLeft(5, left)).toMatch(/ changed, 2 changed meanwhile$/);
  expect(describeWhyLeft(4, new Map(), "you did not agree to")).toBe("4 you did not agree to");
});
