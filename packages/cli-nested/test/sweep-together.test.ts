import { expect, it } from "vitest";
import { queryLedger } from "../../cli-kit/test/ledger-rows.ts";
import { acceptedTimes, makeSweepTree, readEvents, startSweep } from "./sweep-tree.ts";

it("two sweeps at once: no error, no talk of locks, and nothing is launched that the other has accepted", async () => {
  const tree = makeSweepTree({ notes: 12, milliseconds: 200 });
  const sweeps = await Promise.all(
    [1, 2].map(() => startSweep(tree, "slow", "--json", "--jobs", "2", "--batch-size", "2")),
  );
  for (const { exitCode, stderr, stdout } of sweeps) {
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const { selected, reviewed, skipped, failed, notStarted } = readEvents(stdout).at(-1) ?? {};
    expect({ failed, notStarted }).toEqual({ failed: 0, notStarted: 0 });
    expect(Number(reviewed) + Number(skipped)).toBe(selected);
  }
  expect(Object.keys(acceptedTimes(tree.root))).toHaveLength(24);

  // Of a pair accepted twice, the later run was started before the earlier one had ended: a second of grace for what
  // lies between looking at a pair and recording that its run has started.
  const launchedTooLate = queryLedger(
    tree.root,
    `SELECT earlier.id AS earlier, later.id AS later FROM review_runs AS earlier
     JOIN review_runs AS later ON later.note_path = earlier.note_path AND later.id > earlier.id
     JOIN review_run_gates AS one ON one.review_run_id = earlier.id
     JOIN review_run_gates AS two ON two.review_run_id = later.id AND two.gate_id = one.gate_id
     WHERE julianday(later.started_at) > julianday(earlier.completed_at) + 1.0 / 86400`,
  );
  expect(launchedTooLate).toEqual([]);
});
