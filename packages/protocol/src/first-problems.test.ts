import { expect, it } from "vitest";
import { firstProblems } from "./first-problems.ts";

const problems = (amount: number) => Array.from({ length: amount }, (_, index) => ({ message: `p${index}` }));
const first = ["p0", "p1", "p2", "p3", "p4"];

it.each([
  [0, []],
  [1, ["p0"]],
  [5, first],
  [6, [...first, "and 1 more problem"]],
  [7, [...first, "and 2 more problems"]],
])("lists five of %d problems at most, and counts the others", (amount, sentences) => {
  expect(firstProblems(problems(amount))).toEqual(sentences);
});
