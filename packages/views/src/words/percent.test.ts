import { expect, it } from "vitest";
import { percent, percentRange } from "./percent.ts";

it("rounds to the nearest percent", () => {
  expect([0, 15 / 27, 1 / 8, 1].map(percent)).toEqual(["0 %", "56 %", "13 %", "100 %"]);
});

it("never rounds to nothing or to all what is not", () => {
  expect([1 / 1000, 199 / 200, 99_999 / 100_000, 1 / 200].map(percent)).toEqual([
    "< 1 %",
    "> 99 %",
    "> 99 %",
    "1 %",
  ]);
});

it("never begins an interval at all, nor ends it at nothing", () => {
  expect(percentRange(0.9962, 1)).toBe("99 to 100 %");
  expect(percentRange(0, 0.0038)).toBe("0 to 1 %");
  expect(percentRange(0.8389, 1)).toBe("84 to 100 %");
  expect(percentRange(0, 0)).toBe("0 to 0 %");
});
