import { getRun } from "@review/db";
import { described, expectOurs, JUNK, junkCalls } from "@review/test-kit/junk.ts";
import { observe, type ScratchLedger, scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import * as lifecycle from "../src/index.ts";
import { attestedEntry, foundIn } from "./attested-entries.ts";
import { allReviews, newRun, opus, reviewOf, runIn } from "./runs.ts";

const { sha } = snapshotOf("a note");
const gateSha = snapshotOf("gate a").sha;
const pair = { notePath: "n.md", gateId: "a", noteSha: sha, gateSha };
const finding = { key: "f".repeat(16), severity: "warn" };
const telemetry = { model: "opus", modelEvidence: "observed", usage: { inputTokens: 1 } };
const acknowledgement = { pairs: [pair], modelId: opus, kind: "manual-ack", remark: "x", snapshots: [] };
const sample = {
  ...{ gateId: "a", gateSha, seed: "x", population: 2, flipsAtMost: 1, confidence: 0.95 },
  reviewed: [{ notePath: "m.md", noteSha: sha, eventId: 1 }],
};
const words = { keys: [finding.key], reason: "x", author: "me" };
const review = { ...reviewOf("b", { decision: "warn" }), evidence: {}, gateSha, replace: true };

const attested = [
  [
    {
      ...attestedEntry({ decision: "warn", requestedModelId: opus }),
      findings: [foundIn("note", { waived: { reason: "x", author: "me", until: "2999-01-01" } })],
    },
  ],
];

const none = { count: 0, of: 0 };
const testEvidence = { reviews: [1], hits: none, falseAlarms: none, minHits: 0, maxFalseAlarms: 0 };

/** Every function that takes a ledger, with what it may be given beside that: run 1 is running, run 2 completed. */
const OF_LEDGER: Record<string, unknown[]> = {
  acknowledge: [acknowledgement],
  acknowledgeAll: [[acknowledgement]],
  acknowledgeBySample: [{ pairs: [pair], modelId: opus, sample, remark: "x", snapshots: [] }],
  attest: attested,
  attachExecutionData: [{ runId: 1, telemetry, rawBundleMarkdown: "x", debugLog: "x" }],
  createRun: [{ ...newRun(), telemetry, startedAt: "2026-03-01T12:00:00.000Z" }],
  failRun: [{ runId: 1, reason: "x", executionData: { telemetry } }],
  failRuns: [{ runIds: [1], reason: "x", executionData: { telemetry } }],
  foreseeAttest: attested,
  carriedOverTo: [1, { notePath: "n.md", gateId: "a" }],
  listWaived: [[{ notePath: "n.md", gateIds: ["a"], text: "a note" }]],
  recordAndFinalizeRun: [
    {
      ...{ runId: 1, gateReviews: allReviews, actualModelId: "gpt", modelEvidence: "observed" },
      ...{ requireModel: false, executionData: { telemetry } },
    },
  ],
  reopen: [[{ pairs: [pair], modelId: opus, remark: "x" }]],
  resolvedFindings: [{ notePath: "n.md", modelId: opus, reviews: [{ id: 1, gateId: "a" }] }],
  resolvePartitions: [{ model: "opus", exact: false, effort: "high", aliases: { a: "b" } }],
  selectStalePairs: [
    { modelIds: [opus], notes: [{ notePath: "n.md", noteSha: sha, gates: [{ gateId: "a", gateSha }] }] },
  ],
  settleQuarantines: [
    {
      tested: [{ gateId: "a", gateSha, modelId: opus, holds: true, reason: "x", evidence: testEvidence }],
      known: [
        {
          gateId: "a",
          gateSha,
          modelId: opus,
          kind: "lifted",
          reason: "x",
          decidedAt: "2026-03-02T00:00:00.000Z",
        },
      ],
    },
  ],
  standingUnder: [[opus], pair],
  standingWaivers: [[finding]],
  takeBackOverride: [{ pair: { ...pair, expectAcceptance: 1 }, modelId: opus, remark: "x" }],
  recordOpinions: [
    { modelId: opus, runner: "agent", opinions: [{ findingId: 1, kind: "disputed", reason: "x" }] },
  ],
  unwaive: [words],
  waive: [{ ...words, until: "2026-03-02" }],
  writeGateReview: [{ runId: 1, ...review }],
  writeGateReviews: [{ runId: 1, gateReviews: [review] }],
};

const keyOfPair = { key: "a".repeat(16), notePath: "m.md", gateId: "a" };

/** Every other function. */
const PLAIN: Record<string, unknown[]> = {
  actualModel: [telemetry],
  attestationOf: [{ reviewKind: "attested", evidence: { attested: { evidence: "x", kind: "x", at: "x" } } }],
  attestedRemarks: [{ reviewKind: "attested", evidence: { attested: { remarks: [0] } } }],
  decisionsAbout: [
    [{ gateId: "a", gateSha, modelId: opus, kind: "lifted", decidedAt: "2026-03-02T00:00:00.000Z" }],
  ],
  describeAttestation: [{ modelId: "opus", evidence: "observed", at: "2026-03-01" }],
  cutMiddle: ["a text", 3],
  findPartition: ["opus", { effort: "high", aliases: { a: "b" } }],
  carriedBy: [[finding]],
  saysMore: [
    { at: "2026-03-01T12:00:00.000Z", remark: "x" },
    { kind: "attested", reviewId: 1, at: "2026-03-01T12:00:00.000Z" },
    "2026-03-01T12:00:00.000Z",
  ],
  isCarried: [
    { severity: "warn", newest: undefined },
    { kind: "waived", severity: "warn", reason: "x", author: "me", until: "2999-01-01" },
    "2026-03-01T12:00:00.000Z",
  ],
  isPinned: [{ resolvedFrom: "alias" }],
  modelPartition: ["opus", { effort: "high", aliases: { a: "b" } }],
  doubtedEntries: [
    ...attested,
    { known: async () => [keyOfPair], claimed: [keyOfPair], there: async () => [undefined] },
  ],
  otherModel: [
    "opus",
    { actualModelId: "haiku", requireModel: true, executionData: { telemetry: { model: "x" } } },
  ],
  readTelemetry: ["{}"],
  staleReason: [
    { noteSha: sha, gateSha },
    { acceptedNoteSha: sha, acceptedGateSha: gateSha, acceptanceKind: "withdrawn" },
  ],
  waives: [{ severity: "warn", until: "2026-03-01" }, "warn", "2026-03-01"],
};

const functions = lifecycle as unknown as Record<string, (...args: unknown[]) => unknown>;
const call = async (name: string, args: readonly unknown[]) => functions[name]?.(...args);

async function scene(): Promise<ScratchLedger> {
  const scratch = await scratchLedger();
  await runIn(scratch.ledger, "running, nothing written");
  await runIn(scratch.ledger, "completed");
  return scratch;
}

describe("junk gives a proper result or an error of ours, and writes nothing where it is refused", () => {
  it("of every function that there is", () => {
    const names = Object.entries(lifecycle).filter(
      ([name, each]) => typeof each === "function" && !name.endsWith("Error"),
    );
    expect(names.map(([name]) => name).toSorted()).toEqual(
      [...Object.keys(OF_LEDGER), ...Object.keys(PLAIN), "completionProblems"].toSorted(),
    );
  });

  it.each(Object.entries(OF_LEDGER))("%s", async (name, args) => {
    let scratch = await scene();
    for (const junk of JUNK) {
      const error = await call(name, [junk, ...args]).catch((error) => error);
      expectOurs(error, [junk]);
    }
    for (const given of junkCalls(args)) {
      const { ledger } = scratch;
      const { error, changed } = await observe(scratch, () => call(name, [ledger, ...given]));
      if (error !== undefined) expectOurs(error, given);
      // A run that cannot complete has failed, and that is kept.
      const isKept = error instanceof lifecycle.RunFailedError;
      if (error !== undefined && !isKept) expect(changed, described(given)).toEqual([]);
      if (changed.length > 0) scratch = await scene();
    }
  });

  it.each(Object.entries(PLAIN))("%s", async (name, args) => {
    for (const given of junkCalls(args)) {
      await call(name, given).catch((error) => expectOurs(error, given));
    }
  });

  it("what decisionsAbout gives", async () => {
    const about = lifecycle.decisionsAbout([]) as (...args: unknown[]) => unknown;
    for (const given of junkCalls([{ gateId: "a", gateSha }])) {
      await (async () => about(...given))().catch((error) => expectOurs(error, given));
    }
  });

  it("completionProblems", async () => {
    const { ledger } = await scene();
    const run = await getRun(ledger, 2);
    for (const given of junkCalls([
      run,
      { actualModelId: "gpt", requireModel: true, executionData: { telemetry } },
    ])) {
      await call("completionProblems", given).catch((error) => expectOurs(error, given));
    }
  });
});
