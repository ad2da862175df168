import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flipsAtMost, type Stratum } from "./flip-bound.ts";

const choose = (n: number, k: number): number =>
  k < 0 || k > n ? 0 : k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k;

describe("flipsAtMost", () => {
  // By the hypergeometric distribution: the most flips for which a sample without one has a chance of 5 %.
  it.each([
    [157, 48, 7],
    [1000, 59, 48],
    [1000, 60, 47],
    [1000, 299, 8],
    [100, 45, 4],
    [50, 22, 4],
    [10, 5, 3],
    [20, 20, 0],
    [20, 19, 1],
    [2, 1, 1],
  ])("of %i, %i drawn without a flip: %i", (size, drawn, flips) => {
    expect(flipsAtMost([{ size, drawn }], 0.95)).toBe(flips);
    const missed = (bad: number) => choose(size - bad, drawn) / choose(size, drawn);
    expect(missed(flips)).toBeGreaterThanOrEqual(0.05);
    expect(missed(flips + 1)).toBeLessThan(0.05);
  });

  it("is all that was not looked at where nothing was, and nothing where there is nothing", () => {
    expect(flipsAtMost([{ size: 7, drawn: 0 }], 0.95)).toBe(7);
    expect(flipsAtMost([], 0.95)).toBe(0);
    expect(flipsAtMost([{ size: 0, drawn: 0 }], 0.95)).toBe(0);
  });

  it("is for several strata what the worst of all ways to place the flips gives", () => {
    const stratum = fc
      .integer({ min: 1, max: 6 })
      .chain((size) => fc.record({ size: fc.constant(size), drawn: fc.integer({ min: 0, max: size }) }));
    fc.assert(
      fc.property(
        fc.array(stratum, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(0.8, 0.9, 0.95),
        (strata, confidence) => {
          const all = strata.reduce((sum, { size }) => sum + size, 0);
          const possible = Array.from({ length: all + 1 }, (_, flips) => flips).filter(
            (flips) => worstChance(strata, flips) >= 1 - confidence - 1e-9,
          );
          expect(flipsAtMost(strata, confidence)).toBe(Math.max(...possible));
        },
      ),
    );
  });
});

/** The best chance that no flip is drawn, whatever way the flips lie: tried out. */
function worstChance([first, ...rest]: readonly Stratum[], flips: number): number {
  if (!first) return flips === 0 ? 1 : 0;
  const { size, drawn } = first;
  const chances = Array.from(
    { length: Math.min(size, flips) + 1 },
    (_, here) => (choose(size - here, drawn) / choose(size, drawn)) * worstChance(rest, flips - here),
  );
  return Math.max(...chances);
}
