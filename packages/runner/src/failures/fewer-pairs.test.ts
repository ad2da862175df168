import { expect, it } from "vitest";
import { adviseFor } from "./fewer-pairs.ts";

it("asks nobody to ask for fewer pairs than one", () => {
  const told = (remedy: string, pairs: number) =>
    adviseFor({ how: "prompt-too-long", message: `too long: ${remedy}` }, pairs);
  const both = "ask for fewer pairs at once, or lower limits.promptBytes";
  expect(told(both, 2)).toMatchObject({ message: `too long: ${both}` });
  expect(told(both, 1)).toMatchObject({ message: "too long: lower limits.promptBytes" });
  expect(told("ask for fewer pairs at once", 1)).toMatchObject({ message: "too long: use another model" });
  expect(adviseFor({ how: "completed" }, 1)).toEqual({ how: "completed" });
});
