import {
  getRun,
  getRunOutput,
  listAcceptanceEvents,
  type ModelEvidence,
  type ModelId,
  type Telemetry,
} from "@review/db";
import { NOW, observe, type ScratchLedger, scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import {
  CHECKS_PARTITION,
  type FinalizeRunOptions,
  type GateReviewInput,
  InvalidInputError,
  InvalidModelError,
  RunFailedError,
  RunNotRunningError,
  recordAndFinalizeRun,
} from "../src/index.ts";
import { actual, allReviews, opus, type RunState, reviewOf, runIn } from "./runs.ts";

const executionData = {
  telemetry: { invocationId: "i", usage: { inputTokens: 3 } },
  rawBundleMarkdown: "bundle",
  debugLog: "log",
};

type Input = Omit<FinalizeRunOptions, "runId">;

/** Finalizes a run that is in some state. */
async function finalize(state: RunState, input: Input, scratch?: ScratchLedger) {
  const { ledger, ...rest } = scratch ?? (await scratchLedger());
  const runId = await runIn(ledger, state);
  const observed = await observe({ ledger, ...rest }, () =>
    recordAndFinalizeRun(ledger, { runId, ...input }),
  );
  return {
    ...observed,
    runId,
    run: await getRun(ledger, runId),
    events: await listAcceptanceEvents(ledger),
    ledger,
  };
}

describe("a run with coverage", () => {
  it("completes and accepts every pair as captured, in the order of the gates", async () => {
    const { result, run, events } = await finalize("running, a written", { gateReviews: [reviewOf("b")] });
    expect(result).toBe(1);
    expect(run).toMatchObject({ status: "completed", completedAt: NOW, modelId: opus });
    expect(run).not.toHaveProperty("telemetry");
    expect(run).not.toHaveProperty("failureReason");
    const common = {
      notePath: "n.md",
      modelId: opus,
      acceptedNoteSha: snapshotOf("a note").sha,
      acceptedAt: NOW,
      acceptanceKind: "full-review",
    };
    expect(events).toEqual([
      { ...common, id: 1, gateId: "b", acceptedReviewId: 2, acceptedGateSha: snapshotOf("gate b").sha },
      { ...common, id: 2, gateId: "a", acceptedReviewId: 1, acceptedGateSha: snapshotOf("gate a").sha },
    ]);
  });

  it("accepts warn and fail as well as pass", async () => {
    const gateReviews = [reviewOf("a", { decision: "fail" }), reviewOf("b", { decision: "warn" })];
    const { run, events } = await finalize("running, nothing written", { gateReviews });
    expect(run.status).toBe("completed");
    expect(events).toHaveLength(2);
  });

  it("keeps the execution data", async () => {
    const { run, runId, ledger } = await finalize("running, all written", { executionData });
    expect(run.telemetry).toEqual(executionData.telemetry);
    expect(await getRunOutput(ledger, runId)).toEqual({ rawBundleMarkdown: "bundle", debugLog: "log" });
  });

  it("takes reviews that name the captured gate version", async () => {
    const gateReviews = ["a", "b"].map((id) => reviewOf(id, { gateSha: snapshotOf(`gate ${id}`).sha }));
    expect((await finalize("running, nothing written", { gateReviews })).run.status).toBe("completed");
  });
});

describe("a rekey", () => {
  it.each<[RunState, Input["gateReviews"]]>([
    ["running, nothing written", allReviews],
    ["running, a written", [reviewOf("b")]],
    ["running, all written", undefined],
  ])("from %s: run, reviews and acceptances stand under the actual partition", async (state, gateReviews) => {
    const { run, events } = await finalize(state, { gateReviews, actualModelId: actual });
    expect(run.modelId).toBe(actual);
    expect(run.gateReviews.map(({ modelId }) => modelId)).toEqual([actual, actual]);
    expect(events.map(({ modelId, gateId }) => [modelId, gateId])).toEqual([
      [actual, "b"],
      [actual, "a"],
    ]);
  });

  it.each<[ModelEvidence | undefined, ModelEvidence]>([
    ["observed", "observed"],
    ["declared", "declared"],
    [undefined, "declared"],
  ])("with evidence %s says so in the telemetry, and what was asked for", async (modelEvidence, kept) => {
    const { run } = await finalize("running, all written", {
      actualModelId: actual,
      modelEvidence,
      executionData,
    });
    expect(run.telemetry).toEqual({
      ...executionData.telemetry,
      requestedModelId: opus,
      modelEvidence: kept,
      rekeyed: true,
    });
  });

  it("keeps the name the caller says was asked for", async () => {
    const telemetry = { requestedModelId: "latest" };
    const { run } = await finalize("running, all written", {
      actualModelId: actual,
      executionData: { telemetry },
    });
    expect(run.telemetry).toMatchObject({ requestedModelId: "latest", rekeyed: true });
  });

  it("does not happen when the actual partition is the requested one", async () => {
    const { run, events } = await finalize("running, all written", {
      actualModelId: opus,
      modelEvidence: "observed",
    });
    expect(run.modelId).toBe(opus);
    expect(run).not.toHaveProperty("telemetry");
    expect(events.map(({ modelId }) => modelId)).toEqual([opus, opus]);
  });

  it("does not happen on what a model says of itself, or to a name that is no partition", async () => {
    const modelEvidence = "self-reported" as ModelEvidence;
    const refused = await finalize("running, all written", { actualModelId: actual, modelEvidence });
    expect(refused.error).toBeInstanceOf(InvalidInputError);
    expect(refused.changed).toEqual([]);
    const unnamed = await finalize("running, all written", { actualModelId: "Opus 4.8" as ModelId });
    expect(unnamed.error).toBeInstanceOf(InvalidModelError);
    expect(unnamed.changed).toEqual([]);
  });

  it("does not happen when the run fails", async () => {
    const { run } = await finalize("running, a written", { actualModelId: actual });
    expect(run).toMatchObject({ status: "failed", modelId: opus, gateReviews: [{ modelId: opus }] });
    expect(run).not.toHaveProperty("telemetry");
  });
});

const rejected: [string, RunState, Input["gateReviews"], string][] = [
  [
    "nothing reviewed",
    "running, nothing written",
    [],
    "gate b of n.md has no review; gate a of n.md has no review",
  ],
  ["one gate missing", "running, a written", undefined, "gate b of n.md has no review"],
  [
    "a decision of error",
    "running, a written",
    [reviewOf("b", { decision: "error", rationaleMarkdown: "### Summary\nIts link is gone.\n" })],
    "gate b of n.md could not be judged (decision error): Its link is gone.",
  ],
  [
    "a gate twice in the list",
    "running, a written",
    [reviewOf("b"), reviewOf("b")],
    "gate b of n.md is reviewed twice",
  ],
  ["a gate written before", "running, a written", allReviews, "gate a of n.md is reviewed twice"],
  [
    "a gate that was not requested",
    "running, a written",
    [reviewOf("b"), reviewOf("c")],
    "gate c was not requested in run 1",
  ],
  [
    "another gate version",
    "running, a written",
    [reviewOf("b", { gateSha: snapshotOf("newer").sha })],
    "gate b was judged in another version than run 1 captured",
  ],
  [
    "a blank rationale",
    "running, a written",
    [reviewOf("b", { rationaleMarkdown: "\n" })],
    "the review of gate b is empty",
  ],
  [
    "no decision",
    "running, a written",
    [reviewOf("b", { decision: "unknown" as "pass" })],
    'gate b has the decision "unknown", which is none of pass, warn, fail, error',
  ],
];

describe("a run without coverage fails, keeps what was written before and its execution data:", () => {
  it.each(rejected)("%s", async (_, state, gateReviews, reason) => {
    const { error, changed, run, runId, ledger } = await finalize(state, {
      gateReviews,
      executionData,
      actualModelId: actual,
    });
    expect(error).toBeInstanceOf(RunFailedError);
    expect(error).toMatchObject({ code: "run-failed", runId, reason, problems: reason.split("; ") });
    expect(error).toHaveProperty("message", `run ${runId} failed: ${reason}`);
    expect(changed).toEqual([
      `~ review_runs ${runId} completed_at status failure_reason telemetry_json raw_bundle_markdown debug_log`,
    ]);
    expect(run).toMatchObject({
      status: "failed",
      failureReason: reason,
      telemetry: executionData.telemetry,
    });
    expect(await getRunOutput(ledger, runId)).toEqual({ rawBundleMarkdown: "bundle", debugLog: "log" });
  });

  it("a decision of error that was written before", async () => {
    const scratch = await scratchLedger();
    const { ledger } = scratch;
    const runId = await runIn(ledger, "running, all written");
    scratch.raw.exec("UPDATE gate_reviews SET decision = 'error' WHERE gate_id = 'a'");
    await expect(recordAndFinalizeRun(ledger, { runId })).rejects.toThrow(
      "gate a of n.md could not be judged (decision error)",
    );
    expect((await getRun(ledger, runId)).gateReviews).toHaveLength(2);
  });
});

it("a run fails that another model answered than was required, and completes if it is the one", async () => {
  const scratch = await scratchLedger();
  const runId = await runIn(scratch.ledger, "running, nothing written");
  const required = { gateReviews: allReviews, requireModel: true };
  await expect(
    recordAndFinalizeRun(scratch.ledger, { runId, ...required, actualModelId: actual }),
  ).rejects.toMatchObject({
    code: "run-failed",
    reason: expect.stringContaining("claude-opus-4-8 answered, and no other model than opus counts: "),
  });
  expect((await getRun(scratch.ledger, runId)).modelId).toBe(opus);
  const next = await runIn(scratch.ledger, "running, nothing written");
  await recordAndFinalizeRun(scratch.ledger, { runId: next, ...required, actualModelId: opus });
  expect((await getRun(scratch.ledger, next)).status).toBe("completed");
});

it("no run is rekeyed to the partition of the checks", async () => {
  const { ledger } = await scratchLedger();
  const runId = await runIn(ledger, "running, nothing written");
  const options = { runId, gateReviews: allReviews, actualModelId: CHECKS_PARTITION };
  await expect(recordAndFinalizeRun(ledger, options)).rejects.toThrow(InvalidModelError);
  expect((await getRun(ledger, runId)).status).toBe("running");
});

it("a run is finalized once", async () => {
  const scratch = await scratchLedger();
  const { ledger } = scratch;
  const runId = await runIn(ledger, "completed");
  const again = await observe(scratch, () =>
    recordAndFinalizeRun(ledger, { runId, actualModelId: actual, executionData }),
  );
  expect(again.error).toEqual(new RunNotRunningError(runId, "completed"));
  expect(again.changed).toEqual([]);
});

const wrongInput: [string, Input, string][] = [
  [
    "telemetry that JSON cannot hold",
    { executionData: { telemetry: { later: 1n } as Telemetry } },
    "the telemetry cannot be kept: Do not know how to serialize a BigInt",
  ],
  [
    "telemetry of another kind",
    { executionData: { telemetry: { costUsd: Number.NaN } } },
    "the telemetry cannot be kept: costUsd is not a finite number, 0 or more",
  ],
  [
    "evidence that JSON cannot hold",
    { gateReviews: [reviewOf("b", { evidence: { a: 1n } })] },
    "the evidence for gate b cannot be kept as JSON: Do not know how to serialize a BigInt",
  ],
  [
    "no gate review",
    { gateReviews: [null as unknown as GateReviewInput] },
    "gateReviews[0] is not an object",
  ],
];

it.each(wrongInput)("%s is refused, and the run can still be finalized", async (_, input, message) => {
  const { error, changed, runId, ledger } = await finalize("running, a written", input);
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error).toHaveProperty("message", message);
  expect(changed).toEqual([]);
  expect(await recordAndFinalizeRun(ledger, { runId, gateReviews: [reviewOf("b")] })).toBe(runId);
});
