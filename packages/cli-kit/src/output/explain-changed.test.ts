import { expect, it } from "vitest";
import { explainChanged } from "./explain-changed.ts";

it.each([
  [{ note: true, gates: [] }, "n.md changed since, and the new text is not accepted by it"],
  [{ note: true, gates: ["a"] }, "n.md, a changed since, and the new texts are not accepted by it"],
  [{ note: false, gates: ["a"] }, "a changed since, and the new text is not accepted by it"],
])("%j", (changed, said) => {
  expect(explainChanged(7, "n.md", changed)).toBe(
    `run 7 is recorded for the texts that it captured: ${said}`,
  );
});
