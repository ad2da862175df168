import {
  getRun,
  type Ledger,
  listAcceptanceEvents,
  listFindings,
  listWaivers,
  verifyLedger,
} from "@review/db";
import { observe, type ScratchLedger, scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  acknowledge,
  attest,
  createRun,
  recordAndFinalizeRun,
  reopen,
  resolvePartitions,
  selectStalePairs,
  standingWaivers,
  unwaive,
} from "../src/index.ts";
import { attestedEntry, foundIn, KEY } from "./attested-entries.ts";
import { actual, allReviews, gateOf, newRun, opus, reviewOf } from "./runs.ts";

const note = snapshotOf("a note");
const pair = { notePath: "n.md", gateId: "a", noteSha: note.sha, gateSha: gateOf("a").sha };
const warned = attestedEntry({ decision: "warn", findings: [foundIn("note")] });

let scratch: ScratchLedger;
let ledger: Ledger;
beforeEach(async () => {
  scratch = await scratchLedger();
  ledger = scratch.ledger;
});
afterEach(async () => {
  expect((await verifyLedger(ledger)).filter(({ violations }) => violations > 0)).toEqual([]);
});

const staleUnder = async (...modelIds: (typeof opus)[]) => {
  const gates = [{ gateId: "a", gateSha: pair.gateSha }];
  const { stale } = await selectStalePairs(ledger, { modelIds, notes: [{ ...pair, gates }] });
  return stale.map(({ reason }) => reason);
};

describe("attest", () => {
  it("takes an entry in as a completed run of the lock, accepted as attested, with what was found and where it stands", async () => {
    expect(await attest(ledger, [warned])).toMatchObject({
      attested: [1],
      waived: [],
      refused: [],
      known: 0,
    });
    expect(await getRun(ledger, 1)).toMatchObject({
      ...{ runner: "lock", status: "completed", modelId: opus, reviewedNoteSha: note.sha },
      telemetry: { modelEvidence: "observed" },
      gateReviews: [
        {
          ...{ reviewKind: "attested", decision: "warn" },
          evidence: { attested: { at: warned.at, evidence: "observed", kind: "full-review" } },
          rationaleMarkdown:
            "### Summary\nFrom the lock: opus, observed, 2026-01-05.\n\n### Findings\n- WARN: it is wrong\n  > note",
        },
      ],
    });
    const found = (await listFindings(ledger, [1])).get(1);
    expect(found).toMatchObject([
      { key: KEY, severity: "warn", isAttested: true, quotes: [{ exact: "note", startOffset: 2 }] },
    ]);
    expect(await listAcceptanceEvents(ledger)).toMatchObject([
      { acceptanceKind: "attested", acceptedReviewId: 1 },
    ]);
    expect(await staleUnder(opus)).toEqual([]);
  });

  it("changes nothing when it is called again, nor where something is decided about the versions, whatever it is", async () => {
    await attest(ledger, [warned]);
    const again = await observe(scratch, () => attest(ledger, [attestedEntry({ decision: "fail" })]));
    expect(again).toMatchObject({ result: { attested: [], known: 1 }, changed: [] });
    await reopen(ledger, [{ pairs: [pair], modelId: opus, remark: "seen again" }]);
    expect(await attest(ledger, [warned])).toMatchObject({ attested: [], known: 1 });
    expect(await staleUnder(opus)).toEqual(["reopened"]);
  });

  it("takes in what is decided under another partition, or in another version alone", async () => {
    await recordAndFinalizeRun(ledger, { runId: await createRun(ledger, newRun()), gateReviews: allReviews });
    const { attested } = await attest(ledger, [
      attestedEntry({}),
      attestedEntry({ modelId: actual }),
      attestedEntry({ note: snapshotOf("another note") }),
      attestedEntry({ gate: gateOf("a", "another gate") }),
    ]);
    expect(attested).toHaveLength(3);
  });

  it("makes one run of the gates of a note of which the same is known", async () => {
    const b = { gate: gateOf("b") };
    await attest(ledger, [
      attestedEntry({}),
      attestedEntry(b),
      attestedEntry({ ...b, evidence: "declared", note: snapshotOf("another note") }),
      attestedEntry({ gate: gateOf("a", "another gate") }),
      attestedEntry({ gate: gateOf("c"), requestedModelId: actual }),
    ]);
    const runs = await Promise.all([1, 2, 3, 4].map((id) => getRun(ledger, id)));
    expect(runs.map(({ gates }) => gates.map(({ gateId }) => gateId))).toEqual([
      ["a", "b"],
      ["b"],
      ["a"],
      ["c"],
    ]);
    expect(runs.map(({ telemetry }) => telemetry)).toEqual([
      { modelEvidence: "observed" },
      { modelEvidence: "declared" },
      { modelEvidence: "observed" },
      { modelEvidence: "observed", requestedModelId: actual },
    ]);
  });

  it("is found by the name that the model was asked for there, and by the partition's own, but not by another", async () => {
    await attest(ledger, [attestedEntry({ modelId: actual, requestedModelId: opus })]);
    const { partitions } = await resolvePartitions(ledger, { model: "opus" });
    expect(partitions).toEqual([opus, actual]);
    expect(await staleUnder(...partitions)).toEqual([]);
    expect((await resolvePartitions(ledger, { model: "opus", exact: true })).partitions).toEqual([opus]);
    expect(await staleUnder(opus)).toEqual(["missing-review"]);
  });

  it("says what a name stands for of no partition in which anything was asked for otherwise", async () => {
    const stranger = attestedEntry({ modelId: actual, requestedModelId: opus, gate: gateOf("b") });
    const partitionsOf = async () => (await resolvePartitions(ledger, { model: "opus" })).partitions;
    await attest(ledger, [attestedEntry({ modelId: actual }), stranger]);
    expect(await partitionsOf()).toEqual([opus]);
    const runId = await createRun(ledger, newRun({ gates: [gateOf("c")] }));
    await recordAndFinalizeRun(ledger, { runId, gateReviews: [reviewOf("c")], actualModelId: actual });
    expect(await partitionsOf()).toEqual([opus, actual]);
  });

  it("is acknowledged, overridden and followed by a full review like any other, which continues its findings", async () => {
    await attest(ledger, [warned]);
    const newer = { ...pair, noteSha: snapshotOf("a note more").sha };
    await acknowledge(ledger, { pairs: [newer], modelId: opus, kind: "manual-ack" });
    const overridden = { kind: "manual-override", overrideDecision: "pass", remark: "so" } as const;
    await acknowledge(ledger, { pairs: [pair], modelId: opus, ...overridden });
    const runId = await createRun(ledger, newRun({ gates: [gateOf("a")] }));
    const findings = [{ severity: "fail", message: "worse", quotes: ["note"] }] as const;
    await recordAndFinalizeRun(ledger, {
      runId,
      gateReviews: [reviewOf("a", { decision: "fail", findings })],
    });
    const kinds = (await listAcceptanceEvents(ledger)).map(({ acceptanceKind }) => acceptanceKind);
    expect(kinds).toEqual(["attested", "manual-ack", "manual-override", "full-review"]);
    expect((await listFindings(ledger, [2])).get(2)).toMatchObject([{ key: KEY, continuesFindingId: 1 }]);
    expect(await attest(ledger, [warned])).toMatchObject({ attested: [], known: 1 });
  });

  it("of several entries of one pair takes the latest, whatever it says", async () => {
    const later = attestedEntry({ at: "2026-01-06T12:00:00.000Z" });
    const { attested, known } = await attest(ledger, [warned, later]);
    expect([attested, known]).toEqual([[1], 1]);
    expect((await getRun(ledger, 1)).gateReviews).toMatchObject([{ decision: "pass" }]);
  });

  it("of several entries of one pair and time takes the worst", async () => {
    const { attested, known } = await attest(ledger, [
      attestedEntry({}),
      attestedEntry({ decision: "fail", findings: [foundIn("note", { severity: "fail" })] }),
      warned,
    ]);
    expect([attested, known]).toEqual([[1], 2]);
    expect((await getRun(ledger, 1)).gateReviews).toMatchObject([{ decision: "fail" }]);
  });

  it("takes in a remark without words of the note, results of checks, and a decision worse than what is kept of it", async () => {
    const remark = { severity: "fail", message: "not so", quotes: [] } as const;
    const unquoted = foundIn("note", { quotes: [] });
    const { refused, attested } = await attest(ledger, [
      attestedEntry({ decision: "fail", kind: "manual-override", findings: [remark] }),
      attestedEntry({ modelId: "checks", evidence: "checks", decision: "warn", findings: [unquoted] }),
      attestedEntry({ gate: { ...gateOf("c"), quotes: "none" }, decision: "warn", findings: [unquoted] }),
      attestedEntry({ gate: gateOf("b"), decision: "fail", findings: [foundIn("note")] }),
      attestedEntry({ gate: gateOf("d"), decision: "warn" }),
    ]);
    expect(refused).toEqual([]);
    expect(attested).toHaveLength(5);
  });

  it("takes in thousands at once, and asks once for what is known", async () => {
    const many = Array.from({ length: 3000 }, (_, index) =>
      attestedEntry({
        notePath: `notes/${index % 300}.md`,
        gate: gateOf(`g${index % 10}${index >= 1500 ? "x" : ""}`),
      }),
    );
    expect((await attest(ledger, many)).attested).toHaveLength(
      new Set(many.map(({ notePath, gate }) => notePath + gate.gateId)).size,
    );
    expect(await attest(ledger, many)).toMatchObject({ attested: [], known: 3000 });
  });
});

describe("what an entry has waived", () => {
  const waived = { reason: " meant ", author: "me", until: "2999-01-01" };
  const entry = attestedEntry({ decision: "warn", findings: [foundIn("note", { waived })] });
  const newest = async () => (await listWaivers(ledger, [KEY])).newest.get(KEY);

  it("is waived here, where nothing was ever decided about the finding", async () => {
    expect(await attest(ledger, [entry])).toMatchObject({ attested: [1], waived: [1] });
    expect(await newest()).toMatchObject({
      kind: "waived",
      severity: "warn",
      reason: "meant",
      author: "me",
      until: waived.until,
    });
    await unwaive(ledger, { keys: [KEY], reason: "not meant" });
    expect(await attest(ledger, [entry])).toMatchObject({ waived: [], known: 1 });
    expect(await newest()).toMatchObject({ kind: "unwaived" });
  });

  it("is waived here later, too, if the entry is known", async () => {
    await attest(ledger, [warned]);
    expect(await attest(ledger, [entry])).toMatchObject({ attested: [], waived: [1], known: 1 });
    expect((await standingWaivers(ledger, [{ key: KEY, severity: "warn" as const }])).waived.size).toBe(1);
  });

  it("covers no more than was found here, and nothing worse than it covers there", async () => {
    const fail = { severity: "fail" } as const;
    await attest(ledger, [attestedEntry({ decision: "fail", findings: [foundIn("note", fail)] })]);
    expect(await attest(ledger, [entry])).toMatchObject({ waived: [] });
    const b = { gate: gateOf("b"), decision: "fail" } as const;
    const other = "b".repeat(16);
    await attest(ledger, [
      attestedEntry({ gate: gateOf("b"), decision: "warn", findings: [foundIn("note", { key: other })] }),
    ]);
    const worse = attestedEntry({ ...b, findings: [foundIn("note", { ...fail, key: other, waived })] });
    expect(await attest(ledger, [worse])).toMatchObject({ waived: [1] });
    expect((await listWaivers(ledger, [other])).newest.get(other)).toMatchObject({ severity: "warn" });
  });

  it("covers there what it says of itself, whatever the entry says of the finding", async () => {
    const inFail = (severity: "warn" | "fail") =>
      attestedEntry({
        decision: "fail",
        findings: [foundIn("note", { severity: "fail", waived: { ...waived, severity } })],
      });
    expect(await attest(ledger, [inFail("warn")])).toMatchObject({ attested: [1], waived: [] });
    expect(await attest(ledger, [inFail("fail")])).toMatchObject({ waived: [1], known: 1 });
  });

  it.each([
    ["its last day has passed", { ...waived, until: "2020-01-01" }, warned.findings],
    ["nobody found it here", waived, []],
  ])("stays out where %s", async (_, how, found) => {
    await attest(ledger, [attestedEntry({ decision: "warn", findings: found })]);
    const late = attestedEntry({ decision: "warn", findings: [foundIn("note", { waived: how })] });
    expect(await observe(scratch, () => attest(ledger, [late]))).toMatchObject({ changed: [] });
    expect(await newest()).toBeUndefined();
  });

  it("stays out of a refused entry", async () => {
    const refused = attestedEntry({
      decision: "warn",
      findings: [foundIn("note", { waived }), foundIn("nowhere", { key: "b".repeat(16) })],
    });
    expect(await attest(ledger, [refused])).toMatchObject({
      attested: [],
      waived: [],
      refused: [{ code: "quote-not-found" }],
    });
  });
});
