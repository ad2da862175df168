import type { Ledger, RunId } from "@review/db";
import { observe, scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import {
  acknowledge,
  attachExecutionData,
  failRun,
  RunFailedError,
  RunNotRunningError,
  recordAndFinalizeRun,
  writeGateReview,
  writeGateReviews,
} from "../src/index.ts";
import { actual, allReviews, opus, RUN_STATES, type RunState, reviewOf, runIn } from "./runs.ts";

const moves = {
  "write a": (ledger, runId) => writeGateReview(ledger, { runId, ...reviewOf("a") }),
  "write a, replacing": (ledger, runId) =>
    writeGateReview(ledger, { runId, ...reviewOf("a", { decision: "fail" }), replace: true }),
  "write a and b": (ledger, runId) => writeGateReviews(ledger, { runId, gateReviews: allReviews }),
  finalize: (ledger, runId) => recordAndFinalizeRun(ledger, { runId }),
  "finalize with all reviews": (ledger, runId) =>
    recordAndFinalizeRun(ledger, { runId, gateReviews: allReviews }),
  "finalize with b, a rekey and execution data": (ledger, runId) =>
    recordAndFinalizeRun(ledger, {
      runId,
      gateReviews: [reviewOf("b")],
      actualModelId: actual,
      executionData: { debugLog: "log" },
    }),
  fail: (ledger, runId) => failRun(ledger, { runId, reason: "no", executionData: { debugLog: "log" } }),
  attach: (ledger, runId) =>
    attachExecutionData(ledger, { runId, telemetry: { model: actual }, rawBundleMarkdown: "bundle" }),
  "acknowledge a": (ledger) => {
    const [noteSha, gateSha] = [snapshotOf("newer note").sha, snapshotOf("newer gate").sha];
    const pairs = [{ notePath: "n.md", gateId: "a", noteSha, gateSha }];
    return acknowledge(ledger, { pairs, modelId: opus, kind: "trivial-change-ack" });
  },
} satisfies Record<string, (ledger: Ledger, runId: RunId) => Promise<unknown>>;

type MoveName = keyof typeof moves;

/** The result (or the error's code) and what changed. Run 2 is the one moved; run 1 stands beside it. */
type Outcome = readonly [result: unknown, ...changed: string[]];

const completes = ["~ review_runs 2 completed_at status", "+ acceptance_events 3", "+ acceptance_events 4"];
const failsAs = (...columns: string[]): Outcome => [
  "run-failed",
  `~ review_runs 2 ${["completed_at", "status", "failure_reason", ...columns].join(" ")}`,
];
const rekeyed = "~ review_runs 2 model_id completed_at status telemetry_json debug_log";
const attached = "~ review_runs 2 telemetry_json raw_bundle_markdown";
const fails: Outcome = [2, "~ review_runs 2 completed_at status failure_reason debug_log"];
const refused: Outcome = ["run-not-running"];

const finds = (id: number) => [`+ findings ${id}`, `+ finding_quotes ${id}/0`];

/** Reviews 1 and 2 are those of run 1; the reviews of run 2 start with 3. */
const outcomes: Record<RunState, Record<MoveName, Outcome>> = {
  "running, nothing written": {
    "write a": [3, "+ gate_reviews 3"],
    "write a, replacing": [3, "+ gate_reviews 3", ...finds(2)],
    "write a and b": [[3, 4], "+ gate_reviews 3", "+ gate_reviews 4", ...finds(2)],
    finalize: failsAs(),
    "finalize with all reviews": [
      2,
      completes[0] ?? "",
      "+ gate_reviews 3",
      "+ gate_reviews 4",
      ...finds(2),
      ...completes.slice(1),
    ],
    "finalize with b, a rekey and execution data": failsAs("debug_log"),
    fail: fails,
    attach: [2, attached],
    "acknowledge a": ["never-reviewed"],
  },
  "running, a written": {
    "write a": ["gate-already-reviewed"],
    "write a, replacing": [4, "+ gate_reviews 4", "- gate_reviews 3", ...finds(2)],
    "write a and b": ["gate-already-reviewed"],
    finalize: failsAs(),
    "finalize with all reviews": failsAs(),
    "finalize with b, a rekey and execution data": [
      2,
      rekeyed,
      "~ gate_reviews 3 model_id",
      "+ gate_reviews 4",
      ...completes.slice(1),
    ],
    fail: fails,
    attach: [2, attached],
    "acknowledge a": ["never-reviewed"],
  },
  "running, all written": {
    "write a": ["gate-already-reviewed"],
    "write a, replacing": [5, "+ gate_reviews 5", "- gate_reviews 3", ...finds(3)],
    "write a and b": ["gate-already-reviewed"],
    finalize: [2, ...completes],
    "finalize with all reviews": failsAs(),
    "finalize with b, a rekey and execution data": failsAs("debug_log"),
    fail: fails,
    attach: [2, attached],
    "acknowledge a": ["never-reviewed"],
  },
  completed: {
    "write a": refused,
    "write a, replacing": refused,
    "write a and b": refused,
    finalize: refused,
    "finalize with all reviews": refused,
    "finalize with b, a rekey and execution data": refused,
    fail: refused,
    attach: [2, attached],
    "acknowledge a": [[5], "+ acceptance_events 5"],
  },
  failed: {
    "write a": refused,
    "write a, replacing": refused,
    "write a and b": refused,
    finalize: refused,
    "finalize with all reviews": refused,
    "finalize with b, a rekey and execution data": refused,
    fail: refused,
    attach: [2, attached],
    "acknowledge a": ["never-reviewed"],
  },
};

describe.each(RUN_STATES)("from %s:", (state) => {
  it.each(Object.entries(moves))("%s", async (name, move) => {
    const scratch = await scratchLedger();
    await runIn(scratch.ledger, "completed", { notePath: "other.md" });
    const runId = await runIn(scratch.ledger, state);
    const { result, error, changed } = await observe<unknown>(scratch, () => move(scratch.ledger, runId));
    const answer = error instanceof Error && "code" in error ? error.code : result;
    expect([answer, ...changed]).toEqual(outcomes[state][name as MoveName]);
    if (error instanceof RunFailedError || error instanceof RunNotRunningError) expect(error.runId).toBe(2);
    if (error instanceof RunNotRunningError) {
      expect(error.status).toBe(state);
      expect(error.message).toBe(`run 2 is ${state}, not running: create a new run to review the note again`);
    }
  });
});

it.each(Object.entries(moves))("a run that does not exist: %s", async (name, move) => {
  const scratch = await scratchLedger();
  const { error, changed } = await observe<unknown>(scratch, () => move(scratch.ledger, 7));
  expect(error).toMatchObject({ code: name === "acknowledge a" ? "never-reviewed" : "run-not-found" });
  expect(changed).toEqual([]);
});
