import { expect, it } from "vitest";
import { getGateReview, getRun, listInvocations, listRuns } from "../../src/reads.ts";
import { changeRun, insertRun } from "../../src/transitions.ts";
import { newRun } from "../new-run.ts";
import { openSqlite } from "./open-sqlite.ts";

it("a run and a review whose JSON was broken past the checks are read without it, and so are all others", async () => {
  const { ledger, sqlite } = await openSqlite();
  const telemetry = { invocationId: "one", batchSize: 1, runner: "x" };
  const gateReviews = [
    { gateId: "a", decision: "pass", rationaleMarkdown: "fine", evidence: { at: 1 } } as const,
  ];
  for (const _ of [1, 2]) {
    const id = await insertRun(ledger, newRun());
    await changeRun(ledger, id, () => ({
      change: { gateReviews, telemetry, end: { status: "failed", reason: "gave up" } },
    }));
  }
  sqlite.pragma("ignore_check_constraints = ON");
  const triggers = ["run_ends_once", "gate_review_update_while_running"];
  for (const trigger of triggers) sqlite.exec(`DROP TRIGGER ${trigger}`);
  sqlite.exec("UPDATE review_runs SET telemetry_json = '{' WHERE id = 2");
  sqlite.exec("UPDATE gate_reviews SET evidence_json = '{' WHERE id = 2");

  expect(await listRuns(ledger)).toMatchObject([{ id: 2 }, { id: 1, telemetry }]);
  const broken = await getRun(ledger, 2);
  expect(broken).not.toHaveProperty("telemetry");
  expect(broken.gateReviews).toMatchObject([{ id: 2, decision: "pass" }]);
  expect(broken.gateReviews[0]).not.toHaveProperty("evidence");
  expect(await getGateReview(ledger, 2)).not.toHaveProperty("evidence");
  const { modelId } = broken;
  expect(await listInvocations(ledger, { modelIds: [modelId], gateIds: ["a", "b"] })).toEqual([telemetry]);
});
