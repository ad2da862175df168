import { expectGone } from "@review/test-kit/programs.ts";
import { describe, expect, it } from "vitest";
import { makeSweepTree, readEvents, runsOf, type SweepTree, startSweep } from "./sweep-tree.ts";

/** Waits until so many reviewers and their children are at work; their process ids. */
async function untilAtWork(tree: SweepTree, reviewers: number): Promise<number[]> {
  await expect.poll(() => tree.book().length, { timeout: 20_000 }).toBe(2 * reviewers);
  return tree.book().map(Number);
}

/** Tells a sweep to stop while two reviewers are at work: exit code 130, runs failed as interrupted, no process left. */
async function stopSweep(runner: string, signals: readonly NodeJS.Signals[]): Promise<void> {
  const tree = makeSweepTree({ notes: 4 });
  const sweeping = startSweep(tree, runner, "--json", "--jobs", "2", "--batch-size", "2");
  const pids = await untilAtWork(tree, 2);
  for (const signal of signals) sweeping.kill(signal);
  const { exitCode, stdout, stderr } = await sweeping;
  expect(exitCode).toBe(130);
  expect(stderr).toBe("");
  expect(readEvents(stdout).at(-1)).toMatchObject({
    event: "sweep-finished",
    selected: 8,
    reviewed: 0,
    failed: 4,
    notStarted: 4,
    stopped: { why: "interrupted" },
  });
  const runs = runsOf(tree.root);
  expect(runs.map(({ status, failure_reason }) => [status, failure_reason])).toEqual(
    Array(4).fill(["failed", "interrupted"]),
  );
  await expectGone(pids);
}

describe("a sweep that is told to stop", () => {
  it.each<[string, string, NodeJS.Signals[]]>([
    ["SIGINT once", "hang", ["SIGINT"]],
    ["SIGTERM", "hang", ["SIGTERM"]],
    ["SIGHUP", "hang", ["SIGHUP"]],
    ["SIGQUIT", "hang", ["SIGQUIT"]],
    // Not twice the same: of two equal signals at one moment the system may deliver one.
    ["SIGINT and SIGTERM, with reviewers that ignore SIGTERM", "stubborn", ["SIGINT", "SIGTERM"]],
  ])("by %s: exit code 130, runs failed as interrupted, no process left", (_, runner, signals) =>
    stopSweep(runner, signals),
  );

  // They are killed five seconds later.
  it("by SIGINT once, with reviewers that ignore SIGTERM", { tags: ["slow"] }, () =>
    stopSweep("stubborn", ["SIGINT"]),
  );

  it("says so to a person, and how to go on", async () => {
    const tree = makeSweepTree({ notes: 2 });
    const sweeping = startSweep(tree, "hang", "--jobs", "2", "--batch-size", "1");
    await untilAtWork(tree, 2);
    sweeping.kill("SIGINT");
    const { exitCode, stderr } = await sweeping;
    expect(exitCode).toBe(130);
    expect(stderr.split("\n").slice(-4)).toEqual([
      expect.stringMatching(/^\[\d\/4\] prose\/a, 1 note: nothing, 1 run failed \(\d+\.\d s\)$/),
      "reviewed 0 pairs: nothing; 2 pairs in 2 failed runs; 2 not started",
      "stopped: interrupted",
      "run the same command again to go on with what is left",
    ]);
  });
});
