import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listInvocations, openLedger } from "@review/db";
import { createRun, failRun, modelPartition } from "@review/lifecycle";
import Database from "better-sqlite3";
import { expect, it, onTestFinished } from "vitest";
import { startMeter } from "./meter.ts";

const modelId = modelPartition("opus");
const snapshot = { text: "x", sha: createHash("sha256").update("x").digest("hex") };

/** The meter of a sweep with a cap of 6 dollars, in a ledger whose one earlier run has this telemetry (JSON). */
async function meterAfter(telemetry: string) {
  const folder = mkdtempSync(join(tmpdir(), "review-budget-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "l.sqlite");
  await using ledger = await openLedger(path);
  const gates = [{ gateId: "a", ...snapshot }];
  const runId = await createRun(ledger, { notePath: "n.md", modelId, runner: "r", note: snapshot, gates });
  await failRun(ledger, { runId, reason: "some reason" });
  const raw = new Database(path);
  raw.prepare("UPDATE review_runs SET telemetry_json = ?").run(telemetry);
  raw.close();
  return startMeter({ usd: 6 }, await listInvocations(ledger, { modelIds: [modelId], gateIds: ["a"] }));
}

it.each([
  ['"costUsd": null'],
  ['"costUsd": -100000'],
  ['"costUsd": 1e999'],
  ['"costUsd": "0"'],
  ['"usage": {"inputTokens": 900, "outputTokens": 100}, "durationMs": 5'],
])("an earlier run with %s is no experience of dollars: one batch goes ahead alone", async (told) => {
  const meter = await meterAfter(`{"invocationId": "i", "batchSize": 5, ${told}}`);
  expect(meter.advise(5, 0).advice).toBe("start");
  expect(meter.advise(5, 5).advice).toBe("wait");
});

it.each([['"5"'], ["1e999"]])("a cost of a batch of %s says nothing of a pair", async (batchSize) => {
  const meter = await meterAfter(`{"invocationId": "i", "batchSize": ${batchSize}, "costUsd": 1}`);
  expect(meter.advise(5, 5).advice).toBe("wait");
});

it("an earlier run that told its cost lets those start side by side that fit together", async () => {
  const meter = await meterAfter('{"invocationId": "i", "batchSize": 5, "costUsd": 2}');
  expect([5, 10, 15].map((running) => meter.advise(5, running).advice)).toEqual(["start", "start", "wait"]);
});
