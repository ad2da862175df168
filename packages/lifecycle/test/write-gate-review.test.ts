import { getRun } from "@review/db";
import { NOW, observe, scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import {
  GateAlreadyReviewedError,
  GateChangedError,
  type GateReviewInput,
  InvalidInputError,
  writeGateReview,
  writeGateReviews,
} from "../src/index.ts";
import { allReviews, reviewOf, runIn } from "./runs.ts";

it("records what was judged, on what and when", async () => {
  const { ledger } = await scratchLedger();
  const runId = await runIn(ledger, "running, nothing written");
  const review = reviewOf("a", {
    decision: "error",
    rationaleMarkdown: " as\r\nwritten ",
    evidence: [1, null],
  });
  expect(await writeGateReview(ledger, { runId, ...review, gateSha: snapshotOf("gate a").sha })).toBe(1);
  expect((await getRun(ledger, runId)).gateReviews).toEqual([
    {
      id: 1,
      reviewRunId: runId,
      notePath: "n.md",
      gateId: "a",
      modelId: "opus",
      decision: "error",
      rationaleMarkdown: " as\r\nwritten ",
      evidence: [1, null],
      gateSha: snapshotOf("gate a").sha,
      reviewedNoteSha: snapshotOf("a note").sha,
      reviewedAt: NOW,
      reviewKind: "full-review",
    },
  ]);
});

it("replaces a review by a new one with a new id", async () => {
  const { ledger } = await scratchLedger();
  const runId = await runIn(ledger, "running, a written");
  await expect(writeGateReview(ledger, { runId, ...reviewOf("a") })).rejects.toThrow(
    GateAlreadyReviewedError,
  );
  const corrected = reviewOf("a", { decision: "fail", rationaleMarkdown: "on second thought" });
  expect(await writeGateReview(ledger, { runId, ...corrected, replace: true })).toBe(2);
  const { findings: _, ...kept } = corrected;
  expect((await getRun(ledger, runId)).gateReviews).toMatchObject([{ id: 2, ...kept }]);
});

it("returns the ids of several in the given order", async () => {
  const { ledger } = await scratchLedger();
  const runId = await runIn(ledger, "running, nothing written");
  const [first, second] = await writeGateReviews(ledger, { runId, gateReviews: allReviews.toReversed() });
  const { gateReviews } = await getRun(ledger, runId);
  expect(gateReviews).toMatchObject([
    { id: first, gateId: "b" },
    { id: second, gateId: "a" },
  ]);
});

it("has nothing to do for no reviews", async () => {
  const scratch = await scratchLedger();
  const runId = await runIn(scratch.ledger, "running, nothing written");
  const { result, changed } = await observe(scratch, () =>
    writeGateReviews(scratch.ledger, { runId, gateReviews: [] }),
  );
  expect([result, changed]).toEqual([[], []]);
});

const circular: unknown[] = [];
circular.push(circular);

describe("all or none: b is written together with", () => {
  it.each<[string, Partial<GateReviewInput>, unknown]>([
    ["a gate that was not requested", { gateId: "c" }, { code: "gate-not-requested" }],
    ["a gate written before", {}, GateAlreadyReviewedError],
    ["b again", { gateId: "b" }, InvalidInputError],
    ["another version of the gate", { gateSha: snapshotOf("newer").sha }, GateChangedError],
    ["no rationale", { rationaleMarkdown: "" }, InvalidInputError],
    ["a blank rationale", { rationaleMarkdown: " \n\t\u00a0" }, InvalidInputError],
    ["a decision of imports alone", { decision: "unknown" as "pass" }, InvalidInputError],
    ["no decision", { decision: "PASS" as "pass" }, InvalidInputError],
    ["evidence that JSON cannot hold", { evidence: 1n }, InvalidInputError],
    ["evidence within itself", { evidence: circular }, InvalidInputError],
    ["evidence that JSON leaves out", { evidence: () => 1 }, InvalidInputError],
  ])("%s", async (name, changes, expected) => {
    const scratch = await scratchLedger();
    const state = name === "a gate written before" ? "running, a written" : "running, nothing written";
    const runId = await runIn(scratch.ledger, state);
    const gateReviews = [reviewOf("b"), reviewOf("a", changes)];
    const { error, changed } = await observe(scratch, () =>
      writeGateReviews(scratch.ledger, { runId, gateReviews }),
    );
    if (typeof expected === "function") expect(error).toBeInstanceOf(expected);
    else expect(error).toMatchObject(expected as object);
    expect(String(error)).not.toContain("\n");
    expect(changed).toEqual([]);
  });
});
