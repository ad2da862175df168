import { listRuns, openLedger, verifyLedger } from "@review/db";
import { ledgerPath, queryLedger } from "@review/test-kit/ledger-rows.ts";
import { describe, expect, it } from "vitest";
import { acceptedTimes, makeSweepTree, runsOf, startSweep, sweepTree } from "./sweep-tree.ts";

describe("killed at random moments and then run to its end, a sweep has accepted every pair exactly once", () => {
  it("after one", async () => {
    await killSweep(1);
  });
  it("after many", { tags: ["slow"] }, async () => {
    // One alone may meet the moment between two reviewers.
    expect(await killSweep(10)).toBeGreaterThan(0);
  });
});

/** Kills a sweep so many times, then lets it come to its end; how many runs were under way at the kills. */
async function killSweep(kills: number): Promise<number> {
  // So much that there is work left at every kill.
  const tree = makeSweepTree({ notes: 16 + 8 * kills, milliseconds: 120 });
  const args = ["--jobs", "3", "--batch-size", "1"];
  for (let kill = 0; kill < kills; kill += 1) {
    const before = runsOf(tree.root).length;
    const sweeping = startSweep(tree, "slow", ...args);
    // Not before it has begun, or most kills would only meet a starting Node.
    await expect.poll(() => runsOf(tree.root).length, { timeout: 20_000 }).toBeGreaterThan(before);
    await new Promise((done) => setTimeout(done, Math.random() * 400));
    sweeping.kill("SIGKILL");
    expect((await sweeping).signal).toBe("SIGKILL");
  }
  expect((await sweepTree(tree, "quick", "--batch-size", "12")).exitCode).toBe(0);

  const pairs = Object.entries(acceptedTimes(tree.root));
  expect(pairs).toHaveLength(2 * (16 + 8 * kills));
  expect(pairs.filter(([, times]) => times !== 1)).toEqual([]);
  const unaccepted = `status = 'completed' AND (SELECT count(*) FROM review_run_gates WHERE review_run_id = review_runs.id) <>
      (SELECT count(*) FROM acceptance_events AS event JOIN gate_reviews AS review ON review.id = event.accepted_review_id
       WHERE review.review_run_id = review_runs.id AND event.acceptance_kind = 'full-review')`;
  expect(runsOf(tree.root, unaccepted)).toEqual([]);

  // What was under way at a kill stays `running`, and is found as such.
  await using ledger = await openLedger(ledgerPath(tree.root), { readOnly: true });
  const left = await listRuns(ledger, { status: "running" });
  expect(left.map(({ id }) => id).sort()).toEqual(
    runsOf(tree.root, "status = 'running'")
      .map(({ id }) => id)
      .sort(),
  );
  expect(queryLedger(tree.root, "SELECT count(*) AS n FROM review_runs WHERE status = 'failed'")).toEqual([
    { n: 0 },
  ]);
  expect((await verifyLedger(ledger)).filter(({ violations }) => violations > 0)).toEqual([]);
  return left.length;
}
