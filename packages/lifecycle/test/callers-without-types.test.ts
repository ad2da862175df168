import { observe, scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import * as lifecycle from "../src/index.ts";
import { InvalidInputError } from "../src/index.ts";
import { allReviews, gateOf, newRun, opus, runIn } from "./runs.ts";

const { sha } = snapshotOf("x");
const pair = { notePath: "n.md", gateId: "a", noteSha: sha, gateSha: sha };
const ack = { pairs: [pair], modelId: opus, kind: "trivial-change-ack" };

const now = { notePath: "n.md", noteSha: sha, gates: [{ gateId: "a", gateSha: sha }] };
const HALF = "I \ud83d";
const HOLDS_HALF = "holds half of a surrogate pair: cut the text between characters";

/** Each function of a ledger with options that the types forbid, and what is said of them. */
const calls: [name: string, options: unknown, message: string][] = [
  ["createRun", undefined, "createRun is not an object"],
  ["createRun", { ...newRun(), notePath: undefined }, "createRun.notePath is not a text"],
  ["createRun", { ...newRun(), modelId: 5 }, "createRun.modelId is not a text"],
  ["createRun", { ...newRun(), gates: {} }, "createRun.gates is not a list"],
  ["createRun", { ...newRun(), gates: [gateOf("a"), null] }, "gates[1] is not an object"],
  ["createRun", { ...newRun(), gates: [{ ...gateOf("a"), text: 5 }] }, "gates[0].text is not a text"],
  ["createRun", { ...newRun(), note: { sha } }, "note.text is not a text"],
  ["createRun", { ...newRun(), startedAt: new Date(0) }, "createRun.startedAt is not a text"],
  ["writeGateReview", null, "writeGateReview is not an object"],
  ["writeGateReview", { runId: 1 }, "writeGateReview.gateId is not a text"],
  ["writeGateReviews", { runId: 1 }, "writeGateReviews.gateReviews is not a list"],
  ["writeGateReviews", { runId: 1, gateReviews: [5] }, "gateReviews[0] is not an object"],
  ["recordAndFinalizeRun", { runId: "1" }, "recordAndFinalizeRun.runId is not a number"],
  ["recordAndFinalizeRun", { runId: 1, gateReviews: {} }, "recordAndFinalizeRun.gateReviews is not a list"],
  [
    "recordAndFinalizeRun",
    { runId: 1, actualModelId: 5 },
    "recordAndFinalizeRun.actualModelId is not a text",
  ],
  [
    "recordAndFinalizeRun",
    { runId: 1, gateReviews: allReviews, executionData: { debugLog: 5 } },
    "executionData.debugLog is not a text",
  ],
  ["failRun", { runId: 1, reason: 5 }, "failRun.reason is not a text"],
  ["failRun", { runId: 1, reason: "no", executionData: null }, "failRun.executionData is not an object"],
  ["attachExecutionData", {}, "attachExecutionData.runId is not a number"],
  [
    "attachExecutionData",
    { runId: 1, rawBundleMarkdown: 5 },
    "executionData.rawBundleMarkdown is not a text",
  ],
  ["acknowledge", {}, "acknowledge.pairs is not a list"],
  ["acknowledge", { ...ack, pairs: [{ ...pair, noteSha: 5 }] }, "pairs[0].noteSha is not a text"],
  ["acknowledge", { ...ack, pairs: [{ ...pair, movedFrom: "a" }] }, "pairs[0].movedFrom is not an object"],
  ["acknowledge", { ...ack, pairs: [{ ...pair, movedFrom: {} }] }, "movedFrom[0].notePath is not a text"],
  ["acknowledge", { ...ack, remark: 5 }, "acknowledge.remark is not a text"],
  ["acknowledge", { ...ack, snapshots: [sha] }, "snapshots[0] is not an object"],
  [
    "acknowledge",
    { ...ack, pairs: [{ ...pair, expectReview: "1" }] },
    "pairs[0].expectReview is not a number",
  ],
  ["reopen", [{ pairs: [pair], modelId: opus }], "reopen.remark is not a text"],
  ["waive", { keys: "x", reason: "x" }, "waive.keys is not a list of texts"],
  ["waive", { keys: [1], reason: "x" }, "waive.keys is not a list of texts"],
  ["waive", { keys: [HALF], reason: "x" }, "waive.keys is not a list of texts"],
  ["unwaive", { keys: [] }, "unwaive.reason is not a text"],
  ["reopen", [{ pairs: [{}], modelId: opus, remark: "x" }], "pairs[0].notePath is not a text"],
  ["resolvePartitions", {}, "resolvePartitions.model is not a text"],
  ["selectStalePairs", { modelIds: [opus] }, "selectStalePairs.notes is not a list"],
  ["selectStalePairs", { modelId: opus, notes: [] }, "selectStalePairs.modelIds is not a list of texts"],
  ["selectStalePairs", { modelIds: [5], notes: [] }, "selectStalePairs.modelIds is not a list of texts"],
  // With the gates as createRun takes them, no pair would ever be found to be stale.
  [
    "selectStalePairs",
    { modelIds: [opus], notes: [{ ...now, gates: [gateOf("a")] }] },
    "gates[0].gateSha is not a text",
  ],
  [
    "selectStalePairs",
    { modelIds: [opus], notes: [{ ...now, noteSha: undefined }] },
    "notes[0].noteSha is not a text",
  ],
  [
    "selectStalePairs",
    { modelIds: [opus], notes: [{ ...now, gates: undefined }] },
    "notes[0].gates is not a list",
  ],
  ["selectStalePairs", { modelIds: [opus], notes: [{ ...now, gates: ["a"] }] }, "gates[0] is not an object"],
  ["createRun", { ...newRun(), note: snapshotOf(HALF) }, `note.text ${HOLDS_HALF}`],
  ["createRun", { ...newRun(), notePath: HALF }, `createRun.notePath ${HOLDS_HALF}`],
  ["createRun", { ...newRun(), gates: [{ ...gateOf("a"), gateId: HALF }] }, `gates[0].gateId ${HOLDS_HALF}`],
  [
    "recordAndFinalizeRun",
    { runId: 1, gateReviews: allReviews.map((review) => ({ ...review, rationaleMarkdown: HALF })) },
    `the review of gate ${allReviews[0]?.gateId} ${HOLDS_HALF}`,
  ],
  ["failRun", { runId: 1, reason: HALF }, `failRun.reason ${HOLDS_HALF}`],
  ["acknowledge", { ...ack, remark: HALF }, `acknowledge.remark ${HOLDS_HALF}`],
];

describe("a caller without types", () => {
  it.each(calls)("is told what is wrong with its %s(%j)", async (name, options, message) => {
    const scratch = await scratchLedger();
    await runIn(scratch.ledger, "running, nothing written");
    const functions = lifecycle as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
    const { error, changed } = await observe(scratch, async () => functions[name]?.(scratch.ledger, options));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toHaveProperty("message", message);
    expect(changed).toEqual([]);
  });

  it.each<[unknown[], string]>([
    [[5], "modelPartition.model is not a text"],
    [["opus", null], "modelPartition.options is not an object"],
    [["opus", { effort: 5 }], "options.effort is not a text"],
  ])("is told what is wrong with its modelPartition(...%j)", (args, message) => {
    const partition = lifecycle.modelPartition as (...args: unknown[]) => unknown;
    expect(() => partition(...args)).toThrow(new InvalidInputError(message));
  });
});
