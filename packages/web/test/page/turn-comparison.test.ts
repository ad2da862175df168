import { expect, it } from "vitest";
import { turnComparison } from "../../src/page/compare/turn-comparison.ts";
import { makeComparison } from "./make-comparison.ts";

it("a comparison turned twice is the same, and once has the second model as the first", () => {
  const comparison = makeComparison();
  const turned = turnComparison(comparison);
  expect([turned.first, turned.second]).toEqual([comparison.second, comparison.first]);
  expect(turned.decisions.pass.fail).toBe(comparison.decisions.fail.pass);
  expect(turned.differing[0]?.first).toEqual(comparison.differing[0]?.second);
  expect(turned).not.toEqual(comparison);
  expect(turnComparison(turned)).toEqual(comparison);
});
