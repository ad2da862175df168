import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changedShare } from "./changed-share.ts";
import { gateYields } from "./gate-yields.ts";

describe("changedShare", () => {
  it.each([
    ["the same", "a\nb\n", "a\nb\n", 0.05],
    ["half of it new", "one\ntwo\n", "one\nnew\n", 0.5],
    ["all of it new", "one\n", "two\n", 1],
    ["only less of it", "one\ntwo\n", "one\n", 0.05],
    ["a line twice that was there once", "one\n", "one\none\n", 0.5],
    ["nothing left", "one\n", "", 0.05],
  ])("is, of a text that is %s: %#", (_, before, after, share) => {
    expect(changedShare(before, after)).toBe(share);
  });

  it("lies between a twentieth and all of it", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const share = changedShare(before, after);
        expect(share).toBeGreaterThanOrEqual(0.05);
        expect(share).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("gateYields", () => {
  const card = (gateId: string, reviews: number, all: number, waived = 0) => ({
    gateId,
    reviews: { pass: reviews, warn: 0, fail: 0 },
    findings: { all, waived, resolved: 0, lost: 0, passed: 0, open: 0 },
  });

  it("is what a gate's reviews had, nearer to the mean the fewer they were, and without what was waived", () => {
    const yieldOf = gateYields([
      card("keen", 100, 90),
      card("dull", 100, 10),
      card("loud", 100, 100, 100),
      card("new", 1, 1),
    ]);
    expect(yieldOf("keen")).toBeCloseTo(0.87, 2);
    expect(yieldOf("dull")).toBeCloseTo(0.11, 2);
    expect(yieldOf("loud")).toBeCloseTo(0.02, 2);
    const mean = 101 / 301;
    expect(yieldOf("new")).toBeCloseTo((1 + 5 * mean) / 6, 6);
    expect(yieldOf("unknown")).toBeCloseTo(mean, 6);
  });

  it("makes all gates worth the same where nothing is known", () => {
    expect(gateYields([])("a")).toBe(gateYields([])("b"));
  });

  it("adds up what a gate did under several partitions", () => {
    const yieldOf = gateYields([card("a", 10, 5), card("a", 10, 5), card("b", 20, 10)]);
    expect(yieldOf("a")).toBe(yieldOf("b"));
  });
});
