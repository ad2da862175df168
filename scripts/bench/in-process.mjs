// Figures within one process, by tinybench.
import { Bench } from "tinybench";
import { compare } from "./measure.mjs";

/** @typedef {{ run: () => unknown, before?: () => unknown }} Task `before` is done anew for each run and not counted */

/**
 * Runs both as often as asked, one after the other. Throws if one of them fails.
 * @param {number} rounds
 * @param {Task} ours
 * @param {Task} floor
 */
export async function benchInProcess(rounds, ours, floor) {
  const bench = new Bench({
    time: 0,
    iterations: rounds,
    warmupTime: 0,
    warmupIterations: 3,
    retainSamples: true,
    throws: true,
  });
  for (const [name, { run, before }] of Object.entries({ ours, floor })) {
    bench.add(name, async () => void (await run()), { beforeEach: async () => void (await before?.()) });
  }
  const [a = [], b = []] = (await bench.run()).map(({ name, result }) => {
    if (result.state !== "completed") throw new Error(`${name} is ${result.state}`);
    // In order of length, so that the ratios are those of equal quantiles: the runs have no neighbours.
    return (result.latency.samples ?? []).toSorted((first, second) => first - second);
  });
  return compare(a, b);
}
