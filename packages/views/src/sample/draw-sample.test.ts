import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawSample } from "./draw-sample.ts";
import { flipsAtMost } from "./flip-bound.ts";

const note = (index: number) => ({ notePath: `n/${index}.md`, size: index });
const notes = (amount: number) => Array.from({ length: amount }, (_, index) => note(index));

describe("drawSample", () => {
  it("draws each note once, as many as are wanted or all there are, each part by its share", () => {
    const pairs = fc.uniqueArray(
      fc.record({ notePath: fc.stringMatching(/^[ab]\/[a-z]{1,3}\.md$/), size: fc.nat(9) }),
      { selector: ({ notePath }) => notePath, maxLength: 60 },
    );
    fc.assert(
      fc.property(pairs, fc.nat(80), fc.string(), (population, amount, seed) => {
        const { pairs: drawn, strata } = drawSample(population, { amount, seed });
        expect(new Set(drawn).size).toBe(Math.min(amount, population.length));
        expect(population).toEqual(expect.arrayContaining(drawn));
        const sum = (of: (stratum: (typeof strata)[number]) => number) =>
          strata.map(of).reduce((a, b) => a + b, 0);
        expect([sum(({ size }) => size), sum(({ drawn: some }) => some)]).toEqual([
          population.length,
          drawn.length,
        ]);
        for (const { size, drawn: some } of strata) {
          expect(some).toBeLessThanOrEqual(size);
          expect(Math.abs(some * population.length - size * drawn.length)).toBeLessThanOrEqual(
            2 * drawn.length,
          );
        }
      }),
    );
  });

  it("draws the same by the same seed, in whatever order the notes come, and another by another", () => {
    const names = (seed: string, of = notes(200)) =>
      drawSample(of, { amount: 20, seed }).pairs.map(({ notePath }) => notePath);
    expect(names("s", notes(200).toReversed())).toEqual(names("s"));
    expect(names("t")).not.toEqual(names("s"));
    const gone = names("s", notes(200).slice(0, -1)).filter((name) => !names("s").includes(name));
    expect(gone.length).toBeLessThan(5);
  });

  it("leaves out no folder and no size that is a tenth of the whole", () => {
    const population = [
      ...notes(100),
      ...Array.from({ length: 900 }, (_, index) => ({ notePath: `m/${index}.md`, size: index })),
    ];
    const { pairs } = drawSample(population, { amount: 60, seed: "s" });
    expect(pairs.filter(({ notePath }) => notePath.startsWith("n/")).length).toBeGreaterThan(3);
    const large = pairs.filter(({ notePath, size }) => notePath.startsWith("m/") && size >= 800);
    expect(large.length).toBeGreaterThan(3);
  });

  it("bounds a thousand pairs at 5 % by fewer than 60 reviews", () => {
    const { strata } = drawSample(notes(1000), { amount: 59, seed: "s" });
    expect(flipsAtMost(strata, 0.95)).toBeLessThanOrEqual(50);
  });

  it("gives each note the same chance", () => {
    const times = new Map<string, number>();
    for (let seed = 0; seed < 2000; seed += 1) {
      for (const { notePath } of drawSample(notes(20), { amount: 5, seed: `${seed}` }).pairs)
        times.set(notePath, (times.get(notePath) ?? 0) + 1);
    }
    // 500 of each, with a standard deviation of 19.
    for (const { notePath } of notes(20))
      expect(Math.abs((times.get(notePath) ?? 0) - 500)).toBeLessThan(100);
  });
});
