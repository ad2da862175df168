import { getRun, getRunOutput, getSnapshot, listAcceptanceEvents, listRuns } from "@review/db";
import { modelPartition, selectStalePairs } from "@review/lifecycle";
import { gateText, NOTE, NOTE_TEXT, oldChain, together } from "@review/test-kit/old-file.ts";
import { dump, scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { expect, it } from "vitest";
import { brokenRules, importFile, oldFile, repairsOf, sourcesOf } from "./imports.ts";

const opus = modelPartition("opus");
const note = snapshotOf(NOTE_TEXT);
const gateSha = (gateId: string) => snapshotOf(gateText(gateId)).sha;

it("a sound chain comes in as what it was: run, gates, reviews, acceptances and texts", async () => {
  const { ledger } = await scratchLedger();
  const report = await importFile(ledger, oldFile(oldChain({ id: 7 })));
  expect(await getRun(ledger, 1)).toEqual({
    id: 1,
    notePath: NOTE,
    modelId: opus,
    runner: "claude-code",
    reviewedNoteSha: note.sha,
    startedAt: "2025-11-03T08:07:00.000Z",
    completedAt: "2025-11-03T08:08:00.000Z",
    status: "completed",
    telemetry: { imported: { runId: "7", modelId: "opus", reviewedNoteCommit: "c".repeat(40) } },
    gates: [
      { gateId: "prose/a", gateSha: gateSha("prose/a") },
      { gateId: "prose/b", gateSha: gateSha("prose/b") },
    ],
    gateReviews: ["prose/a", "prose/b"].map((gateId, index) => ({
      id: index + 1,
      reviewRunId: 1,
      notePath: NOTE,
      gateId,
      modelId: opus,
      decision: "pass",
      rationaleMarkdown: `The text of review 7${index}.`,
      evidence: { review: 70 + index },
      gateSha: gateSha(gateId),
      reviewedNoteSha: note.sha,
      reviewedAt: "2025-11-03T08:08:00.000Z",
      reviewKind: "full-review",
    })),
  });
  expect(await getRunOutput(ledger, 1)).toEqual({
    rawBundleMarkdown: "the bundle of run 7",
    debugLog: "the log of run 7",
  });
  expect(await listAcceptanceEvents(ledger)).toEqual(
    ["prose/a", "prose/b"].map((gateId, index) => ({
      id: index + 1,
      notePath: NOTE,
      gateId,
      modelId: opus,
      acceptedReviewId: index + 1,
      acceptedNoteSha: note.sha,
      acceptedGateSha: gateSha(gateId),
      acceptedAt: "2025-11-03T08:08:00.000Z",
      acceptanceKind: "full-review",
    })),
  );
  expect(await getSnapshot(ledger, note.sha)).toBe(NOTE_TEXT);
  expect(await getSnapshot(ledger, gateSha("prose/b"))).toBe(gateText("prose/b"));
  expect(repairsOf(report)).toEqual({ "commit-dropped": 4 });
  expect(await brokenRules(ledger)).toEqual([]);
});

it("its pairs stay fresh, and the report says so", async () => {
  const { ledger } = await scratchLedger();
  const report = await importFile(ledger, oldFile(oldChain({ id: 1 })));
  const gates = ["prose/a", "prose/b"].map((gateId) => ({ gateId, gateSha: gateSha(gateId) }));
  const notes = [{ notePath: NOTE, noteSha: note.sha, gates }];
  expect((await selectStalePairs(ledger, { modelIds: [opus], notes })).stale).toEqual([]);
  expect(report.pairs).toEqual({
    freshBefore: 2,
    fresh: 2,
    freshByPartition: { opus: 2 },
    stale: {},
    newerHere: 0,
    changed: [],
    lost: [],
  });
  expect(report).toMatchObject({
    dryRun: false,
    runs: { completed: 1, failed: 0 },
    acceptances: { "full-review": 2 },
    doubts: {},
    partitions: [],
    texts: { named: 3, inFiles: 3, inGit: 0, notFound: 0 },
    added: { reviewRuns: 1, reviewRunGates: 2, gateReviews: 2, acceptanceEvents: 2, snapshots: 3 },
    missing: [],
    unknown: [],
    oddTypes: [],
  });
});

it("what came later is newer: runs and acceptances come in by time, not by id", async () => {
  const { ledger } = await scratchLedger();
  const older = oldChain({ id: 2, at: 0, noteText: "older", gates: ["prose/a"] });
  const newer = oldChain({ id: 1, at: 5, modelId: "sonnet", gates: ["prose/a"] });
  await importFile(ledger, oldFile(together(older, newer)), sourcesOf({ inGit: ["older"] }));
  const started = (await listRuns(ledger)).map(({ startedAt }) => startedAt);
  expect(started).toEqual(["2025-11-03T08:05:00.000Z", "2025-11-03T08:00:00.000Z"]);
  expect((await listAcceptanceEvents(ledger)).map(({ modelId }) => modelId)).toEqual(["opus", "sonnet"]);
});

it("a text that is found nowhere has a stand-in that says so, and its pair is never fresh", async () => {
  const { ledger } = await scratchLedger();
  const sources = sourcesOf({ notes: {} });
  const report = await importFile(ledger, oldFile(oldChain({ id: 1, gates: ["prose/a"] })), sources);
  const { reviewedNoteSha, status } = await getRun(ledger, 1);
  expect(status).toBe("completed");
  expect(await getSnapshot(ledger, reviewedNoteSha)).toMatch(
    /^The text behind git blob [0-9a-f]{40} was not found when this history was imported\.\n$/,
  );
  const [event] = await listAcceptanceEvents(ledger);
  expect(event).toMatchObject({
    acceptedReviewId: 1,
    acceptanceKind: "migration-import",
    acceptedGateSha: gateSha("prose/a"),
    remark: "imported as history: the text of its note or gate was not found",
  });
  // Without a text nothing can be found to be the same in it.
  expect(await getSnapshot(ledger, event?.acceptedNoteSha ?? "")).toBeUndefined();
  expect(report).toMatchObject({ doubts: { "text-not-found": 1 }, texts: { notFound: 1 } });
  expect(report.pairs.stale).toEqual({ "note-missing": 1 });
});

it("a dry run writes nothing and reports the same", async () => {
  const { ledger, raw } = await scratchLedger();
  const before = dump(raw);
  const path = oldFile(oldChain({ id: 1 }));
  const report = await importFile(ledger, path, { ...sourcesOf(), dryRun: true });
  expect(dump(raw)).toEqual(before);
  expect({ ...report, dryRun: false }).toEqual(await importFile(ledger, path));
});
