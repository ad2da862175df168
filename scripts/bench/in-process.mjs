// Figures within one process, by tinybench.
import { Bench } from "tinybench";
import { compare } from "./measure.mjs";

/**
 * @typedef {{ run: () => unknown, before?: () => unknown }} Task `before` is done anew for each run and not counted
 * @param {number} rounds
 * @param {Task} ours
 * @param {Task} floor
 */
export async function benchInProcess(rounds, ours, floor) {
  const bench = new Bench({ time: 0, iterations: rounds, warmupTime: 0, warmupIterations: 3 });
  for (const [name, { run, before }] of Object.entries({ ours, floor })) {
    bench.add(name, async () => void (await run()), { beforeEach: async () => void (await before?.()) });
  }
  await bench.warmup();
  await bench.run();
  const [a = [], b = []] = bench.tasks.map(({ result, name }) => {
    if (!result || result.error) throw new Error(`${name} failed`, { cause: result?.error });
    // In order of length, so that the ratios are those of equal quantiles: the runs have no neighbours.
    return result.samples.toSorted((first, second) => first - second);
  });
  return compare(a, b);
}
