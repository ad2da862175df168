import { expect, it } from "vitest";
import { explainChanged } from "./explain-changed.ts";

it.each([
  [{ note: true, gates: [] }, "n.md changed since, so its pairs are stale"],
  [{ note: true, gates: ["a"] }, "n.md, a changed since, so its pairs are stale"],
  [{ note: false, gates: ["a"] }, "a changed since, so that pair is stale"],
  [{ note: false, gates: ["a", "b"] }, "a, b changed since, so its pairs are stale"],
])("%j", (changed, said) => {
  expect(explainChanged(7, "n.md", changed)).toBe(
    `run 7 is recorded for the texts that it captured: ${said}`,
  );
});
