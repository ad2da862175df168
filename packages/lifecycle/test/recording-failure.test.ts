import { getRun, getRunOutput, type Telemetry } from "@review/db";
import { observe, type ScratchLedger, scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { describe, expect, it } from "vitest";
import { RunFailedError, recordAndFinalizeRun } from "../src/index.ts";
import { actual, allReviews, reviewOf, runIn } from "./runs.ts";

const executionData = { telemetry: { invocationId: "i" }, rawBundleMarkdown: "bundle", debugLog: "log" };

/** Makes a write fail as a broken disk would, wherever `when` holds. */
function breakDisk({ raw }: ScratchLedger, on: string, when = "true") {
  raw.exec(
    `CREATE TRIGGER broken_disk BEFORE ${on} WHEN ${when} BEGIN SELECT raise(ROLLBACK, 'disk I/O error'); END`,
  );
}

describe("recording fails at", () => {
  it.each([
    ["the first gate review", "INSERT ON gate_reviews", "true"],
    ["the last gate review", "INSERT ON gate_reviews", "NEW.gate_id = 'b'"],
    [
      "the execution data",
      "UPDATE ON review_runs",
      "NEW.status = 'running' AND NEW.debug_log IS NOT OLD.debug_log",
    ],
    ["the rekey of the run", "UPDATE ON review_runs", "NEW.model_id <> OLD.model_id"],
    ["the rekey of a gate review", "UPDATE ON gate_reviews", "NEW.model_id <> OLD.model_id"],
    ["the end of the run", "UPDATE ON review_runs", "NEW.status = 'completed'"],
    ["the first acceptance event", "INSERT ON acceptance_events", "true"],
    ["the last acceptance event", "INSERT ON acceptance_events", "NEW.gate_id = 'a'"],
  ])("%s: the run fails, nothing is half written", async (step, on, when) => {
    const scratch = await scratchLedger();
    const runId = await runIn(scratch.ledger, "running, nothing written");
    breakDisk(scratch, on, when);
    const { error, changed } = await observe(scratch, () =>
      recordAndFinalizeRun(scratch.ledger, {
        runId,
        gateReviews: allReviews,
        actualModelId: actual,
        executionData,
      }),
    );
    expect(error).toBeInstanceOf(RunFailedError);
    const reason = expect.stringMatching(/^recording failed: .*disk I\/O error/);
    expect(error).toMatchObject({ runId, reason, cause: { code: "ledger-constraint" } });
    // Where the execution data itself cannot be kept, the run still fails.
    const kept = step === "the execution data" ? "" : " telemetry_json raw_bundle_markdown debug_log";
    expect(changed).toEqual([`~ review_runs ${runId} completed_at status failure_reason${kept}`]);
    expect((await getRun(scratch.ledger, runId)).failureReason).toEqual(reason);
  });
});

it("what was written before stays", async () => {
  const scratch = await scratchLedger();
  const runId = await runIn(scratch.ledger, "running, a written");
  breakDisk(scratch, "INSERT ON acceptance_events");
  await expect(
    recordAndFinalizeRun(scratch.ledger, { runId, gateReviews: [reviewOf("b")], executionData }),
  ).rejects.toThrow(RunFailedError);
  expect((await getRun(scratch.ledger, runId)).gateReviews).toMatchObject([{ gateId: "a" }]);
  expect(await getRunOutput(scratch.ledger, runId)).toEqual({ rawBundleMarkdown: "bundle", debugLog: "log" });
});

it("execution data that SQLite refuses does not keep the run from failing", async () => {
  const scratch = await scratchLedger();
  const runId = await runIn(scratch.ledger, "running, all written");
  // Deeper than SQLite's JSON parser goes (1000), though not too deep for JSON.stringify.
  const nested = JSON.parse(`${"[".repeat(1500)}${"]".repeat(1500)}`);
  const { error, changed } = await observe(scratch, () =>
    recordAndFinalizeRun(scratch.ledger, {
      runId,
      executionData: { telemetry: { later: nested } as Telemetry },
    }),
  );
  expect(error).toBeInstanceOf(RunFailedError);
  expect(changed).toEqual([`~ review_runs ${runId} completed_at status failure_reason`]);
});

it("if the run cannot even be failed, it stays as it is and the ledger's error is thrown", async () => {
  const scratch = await scratchLedger();
  const runId = await runIn(scratch.ledger, "running, all written");
  breakDisk(scratch, "UPDATE ON review_runs");
  const { error, changed } = await observe(scratch, () =>
    recordAndFinalizeRun(scratch.ledger, { runId, executionData }),
  );
  expect(error).toMatchObject({ code: "ledger-constraint" });
  expect(changed).toEqual([]);
});
