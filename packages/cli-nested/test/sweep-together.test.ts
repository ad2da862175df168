import { expect, it } from "vitest";
import { acceptedTimes, makeSweepTree, readEvents, runsOf, startSweep } from "./sweep-tree.ts";

it("two sweeps at once: no error, no talk of locks, and nothing is launched that the other had accepted", async () => {
  const tree = makeSweepTree({ notes: 12, milliseconds: 200 });
  const start = () => startSweep(tree, "slow", "--json", "--jobs", "2", "--batch-size", "2");
  const first = start();
  const accepted = () => (runsOf(tree.root).length > 0 ? Object.keys(acceptedTimes(tree.root)) : []);
  await expect.poll(() => accepted().length, { timeout: 30_000, interval: 20 }).toBeGreaterThan(0);
  const before = accepted();
  const sweeps = await Promise.all([first, start()]);
  for (const { exitCode, stderr, stdout } of sweeps) {
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const { selected, reviewed, skipped, failed, notStarted } = readEvents(stdout).at(-1) ?? {};
    expect({ failed, notStarted }).toEqual({ failed: 0, notStarted: 0 });
    expect(Number(reviewed) + Number(skipped)).toBe(selected);
  }
  const times = acceptedTimes(tree.root);
  expect(Object.keys(times)).toHaveLength(24);
  expect(before.map((pair) => times[pair])).toEqual(before.map(() => 1));
});
