import fc from "fast-check";
import { expect, it } from "vitest";
import { afterRefusal, afterSuccess } from "./backoff.ts";

it.each([
  [0, undefined, 1, 5_000],
  [0, undefined, 0, 2_500],
  [1, undefined, 1, 10_000],
  [5, undefined, 1, 160_000],
  [6, undefined, 1, 300_000],
  [20, undefined, 1, 300_000],
  [0, 3, 1, 5_000],
  [0, 30, 1, 30_000],
  [20, 3_600, 1, 3_600_000],
])("after %i refusals, asked for %s s, jitter %d: %i ms", (refusals, retryAfterSeconds, jitter, delayMs) => {
  expect(afterRefusal({ jobs: 4, refusals }, retryAfterSeconds, () => jitter).delayMs).toBe(delayMs);
});

it.each([
  [8, 4],
  [5, 2],
  [1, 1],
])("halves %i jobs to %i", (jobs, half) => {
  expect(afterRefusal({ jobs, refusals: 0 }, undefined, Math.random).throttle).toEqual({
    jobs: half,
    refusals: 1,
  });
});

it("a success gives one job back, never more than wanted, and forgets the refusals", () => {
  expect(afterSuccess({ jobs: 2, refusals: 3 }, 4)).toEqual({ jobs: 3, refusals: 0 });
  expect(afterSuccess({ jobs: 4, refusals: 3 }, 4)).toEqual({ jobs: 4, refusals: 0 });
});

it("whatever comes, at least one job is left and the pause is neither shorter than asked nor endless", () => {
  const asked = fc.option(fc.nat(600), { nil: undefined });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 64 }),
      fc.nat(50),
      asked,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (...given) => {
        const [jobs, refusals, seconds, jitter] = given;
        const { throttle, delayMs } = afterRefusal({ jobs, refusals }, seconds, () => jitter);
        expect(throttle.jobs).toBeGreaterThanOrEqual(1);
        expect(delayMs).toBeGreaterThanOrEqual(Math.max(2_500, (seconds ?? 0) * 1000));
        expect(delayMs).toBeLessThanOrEqual(Math.max(300_000, (seconds ?? 0) * 1000));
      },
    ),
  );
});
