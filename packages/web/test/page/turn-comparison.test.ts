import { expect, it } from "vitest";
import { turnComparison } from "../../src/page/model/turn-comparison.ts";
import { makeComparison } from "./make-comparison.ts";
import { makePage } from "./make-page.ts";

it("a comparison turned twice is the same, and once has the second model as the first", () => {
  const { comparison } = makeComparison(makePage({ notes: 20, gates: 4 }).page);
  const turned = turnComparison(comparison);
  expect([turned.first, turned.second]).toEqual([comparison.second, comparison.first]);
  expect(turned.decisions.pass.fail).toBe(comparison.decisions.fail.pass);
  expect(turned.differing[0]?.first).toEqual(comparison.differing[0]?.second);
  expect(turned).not.toEqual(comparison);
  expect(turnComparison(turned)).toEqual(comparison);
});
