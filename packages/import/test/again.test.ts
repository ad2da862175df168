import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { listAcceptanceEvents, listRuns, openLedger } from "@review/db";
import { createRun, modelPartition, recordAndFinalizeRun, resolvePartitions } from "@review/lifecycle";
import {
  addOldRows,
  blobId,
  change,
  gateText,
  NOTE,
  NOTE_TEXT,
  oldChain,
  oldTime,
  together,
} from "@review/test-kit/old-file.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { dump, scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { expect, it } from "vitest";
import { importOldLedger, openOldLedger } from "../src/index.ts";
import { brokenRules, importFile, oldFile, repairsOf, sourcesOf } from "./imports.ts";

const chain = oldChain({ id: 1 });
const nothing = { reviewRuns: 0, reviewRunGates: 0, gateReviews: 0, acceptanceEvents: 0, snapshots: 0 };

it("a second import of the same file adds nothing", async () => {
  const { ledger, raw } = await scratchLedger();
  const path = oldFile(
    together(chain, { gate_reviews: [{ ...chain.gate_reviews[0], id: 9, review_run_id: null }] }),
  );
  await importFile(ledger, path);
  const before = dump(raw);
  const report = await importFile(ledger, path);
  expect(dump(raw)).toEqual(before);
  expect(report.added).toEqual(nothing);
  expect(report.tables).toEqual({
    reviewRuns: { found: 1, imported: 0, alreadyImported: 1, leftOut: 0 },
    reviewRunGates: { found: 2, imported: 0, alreadyImported: 2, leftOut: 0 },
    gateReviews: { found: 3, imported: 0, alreadyImported: 3, leftOut: 0 },
    acceptanceEvents: { found: 2, imported: 0, alreadyImported: 2, leftOut: 0 },
  });
  expect(report.pairs.fresh).toBe(2);
  expect(report.repairs).toEqual([]);
});

it("a copy of the file under another name is the same file", async () => {
  const { ledger } = await scratchLedger();
  await importFile(ledger, oldFile(chain));
  expect((await importFile(ledger, oldFile(chain))).added).toEqual(nothing);
});

it("equal rows count as many as they are", async () => {
  const { ledger } = await scratchLedger();
  const twice = together(chain, { acceptance_events: chain.acceptance_events });
  const path = oldFile(twice, { keys: false });
  expect((await importFile(ledger, path)).added.acceptanceEvents).toBe(4);
  expect((await importFile(ledger, path)).added).toEqual(nothing);
});

it("rows that the old scripts added since are added: a run, and an acknowledgement of an earlier one", async () => {
  const { ledger } = await scratchLedger();
  const older = oldChain({ id: 1, noteText: "older" });
  const sources = sourcesOf({ inGit: ["older"] });
  const path = oldFile(older);
  expect((await importFile(ledger, path, sources)).pairs.fresh).toBe(0);
  const { acceptance_events: events } = chain;
  addOldRows(path, oldChain({ id: 2, gates: ["prose/a"], at: 30 }));
  addOldRows(path, {
    acceptance_events: [
      { ...events[1], id: 99, acceptance_kind: "trivial-change-ack", accepted_at: oldTime(40) },
    ],
  });
  const report = await importFile(ledger, path, sources);
  expect(report.added).toMatchObject({ reviewRuns: 1, gateReviews: 1, acceptanceEvents: 2 });
  expect(report.pairs).toMatchObject({ fresh: 2, lost: [] });
  expect((await listAcceptanceEvents(ledger)).at(-1)).toMatchObject({
    acceptedReviewId: 2,
    acceptanceKind: "trivial-change-ack",
  });
});

it("a run that has gone on since comes in again as it is now; the abandoned one stays", async () => {
  const { ledger } = await scratchLedger();
  const running = {
    ...change(chain, "review_runs", { status: "running", completed_at: null }),
    acceptance_events: [],
  };
  await importFile(ledger, oldFile(running));
  const report = await importFile(ledger, oldFile(chain));
  expect(repairsOf(report)["run-changed"]).toBe(1);
  expect((await listRuns(ledger)).map(({ status }) => status)).toEqual(["completed", "failed"]);
  expect(report.pairs.fresh).toBe(2);
  expect(await brokenRules(ledger)).toEqual([]);
});

it("an acceptance comes in again with its run, and is fresh then", async () => {
  const { ledger } = await scratchLedger();
  await importFile(ledger, oldFile(change(chain, "review_runs", { status: "running" })));
  expect((await importFile(ledger, oldFile(chain))).pairs.fresh).toBe(2);
  expect(await brokenRules(ledger)).toEqual([]);
});

/** A native run that accepts the note as it is now. */
async function reviewNow(ledger: Parameters<typeof createRun>[0], model: string, text = NOTE_TEXT) {
  const runId = await createRun(ledger, {
    notePath: NOTE,
    modelId: modelPartition(model),
    runner: "r",
    note: snapshotOf(text),
    gates: [{ gateId: "prose/a", ...snapshotOf(gateText("prose/a")) }],
  });
  await recordAndFinalizeRun(ledger, {
    runId,
    gateReviews: [{ gateId: "prose/a", decision: "pass", rationaleMarkdown: "It is fine." }],
    actualModelId: modelPartition("claude-opus-4-8"),
  });
}

it("what this ledger has accepted since is not pushed aside by what is older", async () => {
  const { ledger, raw } = await scratchLedger();
  await reviewNow(ledger, "opus", "newer");
  const aliases = { opus: "claude-opus-4-8" };
  const report = await importFile(ledger, oldFile(chain), sourcesOf({ aliases }));
  expect(report.tables.acceptanceEvents).toMatchObject({ found: 2, imported: 1, leftOut: 1 });
  expect(repairsOf(report)).toMatchObject({ "acceptance-outdated": 1, "review-not-accepted": 1 });
  expect(report.pairs).toMatchObject({ fresh: 1, newerHere: 1, lost: [] });
  const accepted = raw.prepare("SELECT accepted_note_sha FROM acceptance_events WHERE gate_id = 'prose/a'");
  expect(accepted.pluck().all()).toEqual([snapshotOf("newer").sha]);
  expect(await brokenRules(ledger)).toEqual([]);
  expect((await importFile(ledger, oldFile(chain), sourcesOf({ aliases }))).added).toEqual(nothing);
});

it("what an old ledger dates to come is later than nothing here, and the report names what is later and decides otherwise", async () => {
  const aliases = { opus: "claude-opus-4-8" };
  const dated = (accepted_at: string, id: number) => {
    const failing = change(oldChain({ id }), "gate_reviews", { decision: "fail" });
    return oldFile(change(failing, "acceptance_events", { accepted_at }));
  };
  const { ledger } = await scratchLedger();
  await reviewNow(ledger, "opus");
  const [own] = await listAcceptanceEvents(ledger);
  const now = new Date(Date.parse(own?.acceptedAt ?? "") + 60_000).toISOString();
  const sources = sourcesOf({ aliases, now });
  const left = await importFile(ledger, dated("9999-01-01T00:00:00.000Z", 1), sources);
  expect(left.tables.acceptanceEvents).toMatchObject({ imported: 1, leftOut: 1 });
  expect(left.pairs).toMatchObject({ changed: [] });
  const later = await importFile(ledger, dated(now, 2), sources);
  expect(later.pairs.changed).toEqual([
    { notePath: NOTE, gateId: "prose/a", modelId: "claude-opus-4-8", from: "pass", to: "fail" },
  ]);
});

it("what a file dates to come is older than the rest of it", async () => {
  const { ledger } = await scratchLedger();
  const gates = ["prose/a"];
  const early = oldChain({ id: 1, gates });
  const dated = change(early, "acceptance_events", { accepted_at: "9999-01-01T00:00:00.000Z" });
  const fail = change(oldChain({ id: 2, gates, at: 9 }), "gate_reviews", { decision: "fail" });
  await importFile(ledger, oldFile(together(dated, fail)));
  expect((await listAcceptanceEvents(ledger)).at(-1)?.acceptedReviewId).toBe(2);
});

it("what an earlier import took as history stays it, and the report says so, though its text is found now", async () => {
  const { ledger } = await scratchLedger();
  const path = oldFile(chain);
  expect((await importFile(ledger, path, sourcesOf({ notes: {} }))).doubts).toEqual({ "text-not-found": 2 });
  const { pairs, added } = await importFile(ledger, path);
  expect(added).toEqual(nothing);
  expect(pairs).toMatchObject({ freshBefore: 2, fresh: 0, stale: { "not-found-earlier": 2 } });
});

it("so does an acknowledgement, which could hold for another version than its review's", async () => {
  const { ledger } = await scratchLedger();
  const path = oldFile(change(chain, "acceptance_events", { acceptance_kind: "trivial-change-ack" }));
  await importFile(ledger, path, sourcesOf({ notes: {} }));
  expect((await importFile(ledger, path)).pairs.stale).toEqual({ "earlier-import": 2 });
});

it("an acceptance stays under the partition that it came in under, whatever it would rest on now", async () => {
  const { ledger } = await scratchLedger();
  const gates = ["prose/a"];
  const telemetry_json = '{"model": "sonnet"}';
  const other = change(oldChain({ id: 2, gates, at: 1 }), "review_runs", { telemetry_json });
  const [event] = chain.acceptance_events;
  const both = together(oldChain({ id: 1, gates, at: 5 }), other, {});
  const loose = {
    ...both,
    acceptance_events: [{ ...event, accepted_review_id: null, accepted_at: oldTime(9) }],
  };
  await importFile(ledger, oldFile({ ...loose, gate_reviews: other.gate_reviews }));
  const { pairs, added } = await importFile(ledger, oldFile(loose));
  expect(added).toMatchObject({ reviewRuns: 1, acceptanceEvents: 0 });
  expect(pairs.freshByPartition).toEqual({ sonnet: 1 });
});

it("an acceptance that is new cannot hold for a text that its run came in without", async () => {
  const { ledger } = await scratchLedger();
  await importFile(ledger, oldFile({ ...chain, acceptance_events: [] }), sourcesOf({ notes: {} }));
  const { doubts, pairs } = await importFile(ledger, oldFile(chain));
  expect([doubts, pairs.fresh]).toEqual([{ "not-found-earlier": 2 }, 0]);
  expect(await brokenRules(ledger)).toEqual([]);
});

it("what comes in again with its run does not push aside what follows it in the old ledger", async () => {
  const { ledger, raw } = await scratchLedger();
  const gates = ["prose/a"];
  const again = oldChain({ id: 2, gates, at: 1, noteText: "as it was" });
  const together12 = together(oldChain({ id: 1, gates, at: 1 }), again);
  await importFile(ledger, oldFile(together12), sourcesOf({ inGit: ["as it was"] }));
  const grown = change(together12, "review_runs", { failure_reason: "a remark" }, ({ id }) => id === 1);
  const report = await importFile(ledger, oldFile(grown), sourcesOf({ inGit: ["as it was"] }));
  expect(report.tables.acceptanceEvents).toMatchObject({ imported: 0, alreadyImported: 1, leftOut: 1 });
  const newest = raw.prepare("SELECT accepted_note_sha FROM acceptance_events ORDER BY id DESC").pluck();
  expect(newest.get()).toBe(snapshotOf("as it was").sha);
});

it("a run keeps the partition that it came in under, and what rests on it takes it", async () => {
  const { ledger } = await scratchLedger();
  await importFile(ledger, oldFile(chain));
  const [event] = chain.acceptance_events;
  const ack = { ...event, id: 99, acceptance_kind: "trivial-change-ack", accepted_at: oldTime(40) };
  const grown = together(chain, { acceptance_events: [ack] });
  await importFile(ledger, oldFile(grown), sourcesOf({ aliases: { opus: "claude-opus-4-8" } }));
  expect((await listAcceptanceEvents(ledger)).map(({ modelId }) => modelId)).toEqual([
    "opus",
    "opus",
    "opus",
  ]);
});

it("texts that are here already are not counted again", async () => {
  const { ledger } = await scratchLedger();
  await importFile(ledger, oldFile(chain));
  const { added } = await importFile(ledger, oldFile(oldChain({ id: 2 })));
  expect(added).toMatchObject({ reviewRuns: 1, snapshots: 0 });
});

it("a model name goes on meaning what it meant here", async () => {
  const { ledger } = await scratchLedger();
  await reviewNow(ledger, "opus");
  await importFile(ledger, oldFile(chain));
  expect(await resolvePartitions(ledger, { model: "opus" })).toMatchObject({
    partitions: ["opus", "claude-opus-4-8"],
  });
});

it("an import that fails in its middle leaves nothing", async () => {
  const { ledger, raw } = await scratchLedger();
  const before = dump(raw);
  using old = openOldLedger(oldFile(together(chain, oldChain({ id: 2 }))));
  let read = 0;
  const breaking = {
    ...old,
    readReviewTexts: (handle: number | string) => {
      read += 1;
      if (read === 3) throw new Error("the disk is gone");
      return old.readReviewTexts(handle);
    },
  };
  await expect(importOldLedger(ledger, breaking, sourcesOf())).rejects.toThrow("the disk is gone");
  expect(dump(raw)).toEqual(before);
  expect((await importFile(ledger, oldFile(chain))).added.reviewRuns).toBe(1);
});

it("an import whose process is killed in its middle leaves nothing", async () => {
  const folder = scratchFolder();
  const path = join(folder, "ledger.sqlite");
  const chains = Array.from({ length: 200 }, (_, index) => oldChain({ id: index + 1 }));
  const old = oldFile(together(...chains));
  const script = new URL("./fixtures/import-and-die.mjs", import.meta.url).pathname;
  const child = promisify(execFile)(process.execPath, [script, path, old, "150"]);
  await expect(child).rejects.toMatchObject({ signal: "SIGKILL" });
  await using ledger = await openLedger(path);
  expect(await listRuns(ledger)).toEqual([]);
  expect(await brokenRules(ledger)).toEqual([]);
  const found = sourcesOf();
  expect((await importFile(ledger, old, found)).added.reviewRuns).toBe(200);
  expect(found.texts.has(blobId(NOTE_TEXT))).toBe(true);
});
