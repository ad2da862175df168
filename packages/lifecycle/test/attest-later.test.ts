import { type Ledger, listAcceptanceEvents, listWaivers, verifyLedger } from "@review/db";
import { NOW, observe, type ScratchLedger, scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type AttestedEntry,
  acknowledge,
  attest,
  createRun,
  foreseeAttest,
  recordAndFinalizeRun,
  reopen,
  selectStalePairs,
  type TakenBackEntry,
  waive,
} from "../src/index.ts";
import { attestedEntry, foundIn, KEY } from "./attested-entries.ts";
import { gateOf, newRun, opus, reviewOf } from "./runs.ts";

const note = snapshotOf("a note");
const pair = { notePath: "n.md", gateId: "a", noteSha: note.sha, gateSha: gateOf("a").sha };
const PAST = ["2026-01-05", "2026-01-06", "2026-01-07"].map((day) => `${day}T12:00:00.000Z`);
const [FIRST = "", LATER = "", LATEST = ""] = PAST;
const AFTER_NOW = "2999-01-01T00:00:00.000Z";
const warned = attestedEntry({ decision: "warn", findings: [foundIn("note")], at: FIRST });
const passed = attestedEntry({ decision: "pass", kind: "manual-override", at: LATER });
const takenBack: TakenBackEntry = {
  notePath: "n.md",
  note: { sha: note.sha },
  gate: { gateId: "a", sha: pair.gateSha },
  modelId: opus,
  at: LATER,
  remark: " not so ",
};

let now = NOW;
let scratch: ScratchLedger;
let ledger: Ledger;
beforeEach(async () => {
  now = NOW;
  scratch = await scratchLedger(() => new Date(now));
  ledger = scratch.ledger;
});
afterEach(async () => {
  expect((await verifyLedger(ledger)).filter(({ violations }) => violations > 0)).toEqual([]);
});

const kinds = async () => (await listAcceptanceEvents(ledger)).map(({ acceptanceKind }) => acceptanceKind);
const stale = async () => {
  const gates = [{ gateId: "a", gateSha: pair.gateSha }];
  const selected = await selectStalePairs(ledger, { modelIds: [opus], notes: [{ ...pair, gates }] });
  return selected.stale.map(({ reason }) => reason);
};

/** Lets a day go by; the time after it. */
function nextDay(): string {
  now = new Date(Date.parse(now) + 24 * 60 * 60 * 1000).toISOString();
  return now;
}

/** Takes entries in, and sees that doing so again, or asking beforehand, changes nothing. */
async function takeIn(...entries: (AttestedEntry | TakenBackEntry)[]) {
  const foreseen = await observe(scratch, () => foreseeAttest(ledger, entries));
  const result = await attest(ledger, entries);
  expect(foreseen).toMatchObject({
    changed: [],
    result: { isNothingNew: result.attested.length + result.waived.length === 0, refused: result.refused },
  });
  const again = await observe(scratch, () => attest(ledger, entries));
  expect(again).toMatchObject({ changed: [], result: { attested: [], waived: [] } });
  return result;
}

async function reviewHere() {
  const runId = await createRun(ledger, newRun({ gates: [gateOf("a")] }));
  await recordAndFinalizeRun(ledger, { runId, gateReviews: [reviewOf("a")] });
}

describe("a later decision of somebody else", () => {
  it("supersedes an earlier one that was taken in", async () => {
    await takeIn(warned);
    expect(await takeIn(passed)).toMatchObject({ attested: [2] });
    expect(await kinds()).toEqual(["attested", "attested"]);
    expect(await takeIn(warned)).toMatchObject({ attested: [], known: 1 });
  });

  it.each([
    ["is earlier, or of the same time", { ...passed, at: FIRST }],
    ["is to come", { ...passed, at: AFTER_NOW }],
  ])("does not where it %s", async (_, entry) => {
    await takeIn(warned);
    expect(await takeIn(entry)).toMatchObject({ attested: [], known: 1 });
  });

  it("counts after one of a time to come, if it is later than when that was taken in", async () => {
    await takeIn({ ...warned, at: AFTER_NOW });
    expect(await takeIn(passed)).toMatchObject({ attested: [], known: 1 });
    expect(await takeIn({ ...passed, at: nextDay() })).toMatchObject({ attested: [2] });
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ["a full review", reviewHere, "full-review"],
    [
      "an override of what was taken in",
      async () => {
        await attest(ledger, [warned]);
        const how = { kind: "manual-override", overrideDecision: "fail", remark: "so" } as const;
        await acknowledge(ledger, { pairs: [pair], modelId: opus, ...how });
      },
      "manual-override",
    ],
  ])("leaves %s of one's own in force", async (_, decide, kind) => {
    await decide();
    expect(await takeIn({ ...passed, at: nextDay() })).toMatchObject({ attested: [], known: 1 });
    expect((await kinds()).at(-1)).toBe(kind);
  });

  it("is refused like any other, and leaves what was taken in", async () => {
    await takeIn(warned);
    const bad = { ...warned, at: LATER, findings: [foundIn("nowhere")] };
    expect(await takeIn(bad)).toMatchObject({ attested: [], refused: [{ code: "quote-not-found" }] });
    expect(await kinds()).toEqual(["attested"]);
  });
});

describe("what somebody else took back", () => {
  it("is stale here, with the reason and the time of that", async () => {
    await takeIn(warned);
    expect(await takeIn(takenBack)).toMatchObject({ attested: [2], refused: [] });
    expect(await stale()).toEqual(["reopened"]);
    expect((await listAcceptanceEvents(ledger)).at(-1)).toMatchObject({
      ...{ acceptanceKind: "withdrawn", acceptedReviewId: 1, remark: "not so", acceptedAt: LATER },
    });
    expect(await takeIn(warned)).toMatchObject({ attested: [], known: 1 });
  });

  it("is stale also where it was reviewed here before", async () => {
    await reviewHere();
    expect(await takeIn(takenBack)).toMatchObject({ attested: [], known: 1 });
    await takeIn({ ...takenBack, at: nextDay() });
    expect(await stale()).toEqual(["reopened"]);
  });

  it("says nothing of what nobody accepted here, nor what is to come, nor of other versions", async () => {
    expect(await takeIn(takenBack)).toMatchObject({ attested: [], known: 1 });
    await takeIn(warned);
    await takeIn({ ...takenBack, at: AFTER_NOW });
    await takeIn({ ...takenBack, note: { sha: snapshotOf("another").sha } });
    expect(await stale()).toEqual([]);
  });

  it("is fresh again by what came later, also if it was taken back here", async () => {
    await takeIn(warned);
    await takeIn(takenBack);
    await takeIn({ ...passed, at: LATEST });
    expect(await stale()).toEqual([]);
    await reopen(ledger, [{ pairs: [pair], modelId: opus, remark: "seen again" }]);
    await takeIn({ ...passed, at: LATEST });
    expect(await stale()).toEqual(["reopened"]);
    await takeIn({ ...passed, at: nextDay() });
    expect(await stale()).toEqual([]);
  });

  it("counts before all else that is said of its versions at once", async () => {
    await takeIn(warned);
    expect(await takeIn(passed, takenBack)).toMatchObject({ attested: [2], known: 1 });
    expect(await stale()).toEqual(["reopened"]);
  });

  it.each<[string, Partial<TakenBackEntry>]>([
    ["without a reason", { remark: " \n" }],
    ["with half of a character", { remark: "x\ud800" }],
    ["at no time", { at: "2026-02-30T12:00:00.000Z" }],
    ["of no partition", { modelId: "O PUS" }],
    ["of a note that leads out", { notePath: "../n.md" }],
  ])("is refused %s", async (_, changes) => {
    await takeIn(warned);
    expect(await takeIn({ ...takenBack, ...changes })).toMatchObject({
      attested: [],
      refused: [{ code: "malformed-entry" }],
    });
  });
});

describe("what is later decided about a finding", () => {
  const decided = (changes: Parameters<typeof foundIn>[1]) =>
    attestedEntry({ decision: "warn", at: FIRST, findings: [foundIn("note", changes)] });
  const waived = { reason: "meant", at: FIRST };
  const newest = async () => (await listWaivers(ledger, [KEY])).newest.get(KEY);

  it("is recorded with its time: a waiver, and that it was taken back", async () => {
    await takeIn(decided({ waived }));
    expect(await newest()).toMatchObject({ kind: "waived", decidedAt: FIRST });
    const unwaived = { reason: "counts", author: "they", at: LATER };
    expect(await takeIn(decided({ unwaived }))).toMatchObject({ waived: [2] });
    expect(await newest()).toMatchObject({ kind: "unwaived", decidedAt: LATER, author: "they" });
    expect(await takeIn(decided({ waived }))).toMatchObject({ waived: [] });
    expect(await takeIn(decided({ waived: { ...waived, at: LATEST } }))).toMatchObject({ waived: [3] });
  });

  it.each([
    ["takes back what nobody waived here", { unwaived: { reason: "counts", at: LATER } }],
    ["is taken back at no time", { unwaived: { reason: "counts", at: "soon" } }],
  ])("stays out where it %s", async (_, changes) => {
    await attest(ledger, [warned]);
    expect(await takeIn(decided(changes))).toMatchObject({ waived: [] });
  });

  it("stays out where it is earlier than what was decided here, or to come", async () => {
    await attest(ledger, [warned]);
    await waive(ledger, { keys: [KEY], reason: "here" });
    for (const at of [LATER, AFTER_NOW]) await takeIn(decided({ unwaived: { reason: "counts", at } }));
    expect(await newest()).toMatchObject({ kind: "waived", reason: "here" });
  });
});
