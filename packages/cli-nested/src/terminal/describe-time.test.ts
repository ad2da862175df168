import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeAge, describeSpan, describeTime } from "./describe-time.ts";

describe("describeSpan", () => {
  it.each<[ms: number, text: string]>([
    [0, "0 s"],
    [999, "0 s"],
    [59_999, "59 s"],
    [60_000, "1 min"],
    [3_599_999, "59 min"],
    [3_600_000, "1 h"],
    [86_399_999, "23 h"],
    [86_400_000, "1 d"],
    [90 * 86_400_000, "90 d"],
    [-5000, "0 s"],
  ])("%i", (ms, text) => {
    expect(describeSpan(ms)).toBe(text);
  });

  it("never claims more than has passed", () => {
    const units = { s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };
    fc.assert(
      fc.property(fc.nat({ max: 10 ** 11 }), (ms) => {
        const [amount = "", unit = ""] = describeSpan(ms).split(" ");
        const size = units[unit as keyof typeof units];
        expect(Number(amount) * size).toBeLessThanOrEqual(ms);
        expect((Number(amount) + 1) * size).toBeGreaterThan(ms);
      }),
    );
  });
});

it("tells times and ages", () => {
  expect(describeAge("2026-03-01T12:00:00.000Z", new Date("2026-03-01T15:30:00Z"))).toBe("3 h ago");
  expect(describeTime("2026-03-01T12:34:56.789Z")).toBe("2026-03-01 12:34 UTC");
});
