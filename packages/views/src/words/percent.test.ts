import { expect, it } from "vitest";
import { percent } from "./percent.ts";

it("rounds to the nearest percent", () => {
  expect([0, 15 / 27, 1 / 8, 1].map(percent)).toEqual(["0 %", "56 %", "13 %", "100 %"]);
});
