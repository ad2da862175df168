import { expect, it } from "vitest";
import { connectionOf } from "../src/connection.ts";
import { openLedger } from "../src/open-ledger.ts";
import { countRequestedGates } from "../src/queries/count-requested-gates.ts";
import { inspectLedger } from "../src/queries/inspect-ledger.ts";
import { listAcceptedNames } from "../src/queries/list-accepted-names.ts";
import { listEvidence } from "../src/queries/list-evidence.ts";
import { listRecordedGateIds, listRecordedNotePaths } from "../src/queries/list-recorded-names.ts";
import { listRuns } from "../src/queries/list-runs.ts";
import { changeRun, insertRun } from "../src/transitions.ts";
import { newRun, snapshotOf } from "./new-run.ts";

/** Run 1 is completed, with reviews of a (fail) and b (pass); run 2 is running, with gate `lens/c`. */
async function recordTwoRuns() {
  const ledger = await openLedger(":memory:");
  const id = await insertRun(ledger, newRun());
  const gateReviews = (["fail", "pass"] as const).map((decision, index) => ({
    gateId: index === 0 ? "a" : "b",
    decision,
    rationaleMarkdown: "judged",
  }));
  await changeRun(ledger, id, () => ({ change: { gateReviews, end: { status: "completed" } } }));
  await insertRun(
    ledger,
    newRun({ notePath: "o.md", gates: [{ gateId: "lens/c", ...snapshotOf("gate c") }] }),
  );
  return ledger;
}

it("inspectLedger counts, and finds a sound file sound", async () => {
  await using ledger = await recordTwoRuns();
  const report = await inspectLedger(ledger);
  expect(report).toMatchObject({
    damage: [],
    dangling: [],
    counts: { runs: 2, gateReviews: 2, acceptanceEvents: 2, snapshots: 4 },
  });
  expect(report.schemaVersion).toBeGreaterThan(0);
  expect(report.bytes).toBeGreaterThan(10_000);
});

it("inspectLedger names what is damaged, and what points nowhere", async () => {
  await using ledger = await recordTwoRuns();
  const { sqlite } = connectionOf(ledger);
  sqlite.pragma("foreign_keys = OFF");
  sqlite.pragma("ignore_check_constraints = ON");
  sqlite.exec("DROP TRIGGER run_is_kept; DELETE FROM review_runs WHERE id = 1");
  sqlite.exec("UPDATE review_runs SET debug_log = 'x', completed_at = 'now' WHERE id = 2");
  sqlite.pragma("ignore_check_constraints = OFF");
  const { damage, dangling } = await inspectLedger(ledger);
  expect(damage).toEqual(["CHECK constraint failed in review_runs"]);
  expect(dangling).toContain("gate_reviews row 1 points to a row that is missing in review_runs");
});

it("inspectLedger looks at a large file quickly, unless it shall be thorough", async () => {
  await using ledger = await recordTwoRuns();
  const { sqlite } = connectionOf(ledger);
  sqlite.pragma("ignore_check_constraints = ON");
  sqlite.exec("UPDATE review_runs SET completed_at = 'now' WHERE id = 2");
  sqlite.pragma("ignore_check_constraints = OFF");
  const quickly = await inspectLedger(ledger, { quicklyFrom: 0 });
  expect(quickly).toMatchObject({ checkedBy: "quick_check", damage: [] });
  const thoroughly = await inspectLedger(ledger, { quicklyFrom: 0, thorough: true });
  expect(thoroughly.checkedBy).toBe("integrity_check");
  expect(thoroughly.damage).toEqual(["CHECK constraint failed in review_runs"]);
  expect(() => sqlite.exec("UPDATE review_runs SET runner = '' WHERE id = 2")).toThrow();
});

it("countRequestedGates counts the gates of the runs it is asked for", async () => {
  await using ledger = await recordTwoRuns();
  expect([...(await countRequestedGates(ledger, [2, 1, 99]))].sort()).toEqual([
    [1, 2],
    [2, 1],
  ]);
});

it("listRuns goes on where a page ended", async () => {
  await using ledger = await recordTwoRuns();
  expect((await listRuns(ledger, { before: 2 })).map(({ id }) => id)).toEqual([1]);
  expect(await listRuns(ledger, { before: 1 })).toEqual([]);
});

it("listRuns finds runs by a gate or a lens they were asked for", async () => {
  await using ledger = await recordTwoRuns();
  const ids = async (gateId: string) => (await listRuns(ledger, { gateId })).map(({ id }) => id);
  expect(await ids("a")).toEqual([1]);
  expect(await ids("lens/c")).toEqual([2]);
  expect(await ids("lens")).toEqual([2]);
  expect(await ids("len")).toEqual([]);
  expect(await ids("c")).toEqual([]);
});

it("listEvidence gives decision and run of the reviews there are", async () => {
  await using ledger = await recordTwoRuns();
  expect([...(await listEvidence(ledger, [1, 2, 3]))]).toEqual([
    [1, { runId: 1, decision: "fail" }],
    [2, { runId: 1, decision: "pass" }],
  ]);
});

it("the recorded names are those of all runs, each once", async () => {
  await using ledger = await recordTwoRuns();
  expect((await listRecordedNotePaths(ledger)).toSorted()).toEqual(["n.md", "o.md"]);
  expect((await listRecordedGateIds(ledger)).toSorted()).toEqual(["a", "b", "lens/c"]);
});

it("listAcceptedNames names each note and gate once", async () => {
  await using ledger = await recordTwoRuns();
  expect(await listAcceptedNames(ledger)).toEqual({ notePaths: ["n.md"], gateIds: ["a", "b"] });
});
