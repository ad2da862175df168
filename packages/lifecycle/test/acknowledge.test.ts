import { getSnapshot, listAcceptanceEvents } from "@review/db";
import { dump, NOW, observe, scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import {
  type AcknowledgeOptions,
  acknowledge,
  acknowledgeAll,
  createRun,
  InvalidInputError,
  NeverReviewedError,
  recordAndFinalizeRun,
  selectStalePairs,
} from "../src/index.ts";
import { actual, allReviews, newRun, opus, runIn } from "./runs.ts";

const [newerNote, newerGate] = [snapshotOf("a newer note"), snapshotOf("a newer gate")];
const pairOf = (gateId: string) => ({
  notePath: "n.md",
  gateId,
  noteSha: newerNote.sha,
  gateSha: newerGate.sha,
});
const options: AcknowledgeOptions = {
  pairs: [pairOf("a"), pairOf("b")],
  modelId: opus,
  kind: "trivial-change-ack",
};

it("carries the evidence of the newest event, in the order of the pairs", async () => {
  const { ledger } = await scratchLedger();
  await runIn(ledger, "completed");
  await runIn(ledger, "completed");
  const remark = " only a comma\n";
  expect(await acknowledge(ledger, { ...options, remark })).toEqual([5, 6]);
  const common = {
    notePath: "n.md",
    modelId: opus,
    acceptedNoteSha: newerNote.sha,
    acceptedGateSha: newerGate.sha,
    acceptedAt: NOW,
    acceptanceKind: "trivial-change-ack",
    remark: "only a comma",
  };
  const events = (await listAcceptanceEvents(ledger)).slice(-2);
  expect(events).toEqual([
    { ...common, id: 5, gateId: "a", acceptedReviewId: 3 },
    { ...common, id: 6, gateId: "b", acceptedReviewId: 4 },
  ]);
  // An acknowledgement of an acknowledgement still names the review.
  await acknowledge(ledger, { ...options, kind: "gate-migration", pairs: [pairOf("a")] });
  expect((await listAcceptanceEvents(ledger)).at(-1)).toMatchObject({
    acceptedReviewId: 3,
    acceptanceKind: "gate-migration",
  });
});

it("acknowledgeAll acknowledges several kinds and partitions, or nothing", async () => {
  const { ledger, raw } = await scratchLedger();
  await runIn(ledger, "completed");
  const otherRun = await createRun(ledger, newRun({ modelId: actual }));
  await recordAndFinalizeRun(ledger, { runId: otherRun, gateReviews: allReviews });
  const before = dump(raw);
  const list: AcknowledgeOptions[] = [
    { ...options, snapshots: [newerNote] },
    { ...options, modelId: actual, kind: "gate-migration", pairs: [pairOf("b")] },
  ];
  const never = { ...options, pairs: [pairOf("c")] };
  await expect(acknowledgeAll(ledger, [...list, never])).rejects.toThrow(NeverReviewedError);
  expect(dump(raw)).toEqual(before);
  expect(await getSnapshot(ledger, newerNote.sha)).toBeUndefined();
  expect(await acknowledgeAll(ledger, list)).toEqual([5, 6, 7]);
  expect((await listAcceptanceEvents(ledger)).slice(-3)).toMatchObject([
    { gateId: "a", modelId: opus, acceptanceKind: "trivial-change-ack", acceptedReviewId: 1 },
    { gateId: "b", modelId: opus, acceptanceKind: "trivial-change-ack", acceptedReviewId: 2 },
    { gateId: "b", modelId: actual, acceptanceKind: "gate-migration", acceptedReviewId: 4 },
  ]);
});

it("makes the pair fresh in the acknowledged version, and in no other", async () => {
  const { ledger } = await scratchLedger();
  await runIn(ledger, "completed");
  const gates = newRun().gates.map(({ gateId }) => ({ gateId, gateSha: newerGate.sha }));
  const stale = async (noteSha: string) =>
    (await selectStalePairs(ledger, { modelIds: [opus], notes: [{ notePath: "n.md", noteSha, gates }] }))
      .stale;
  expect(await stale(newerNote.sha)).toHaveLength(2);
  await acknowledge(ledger, options);
  expect(await stale(newerNote.sha)).toEqual([]);
  expect(await stale(snapshotOf("yet another").sha)).toMatchObject([
    { reason: "note-changed" },
    { reason: "note-changed" },
  ]);
});

it("keeps the texts that were seen", async () => {
  const { ledger } = await scratchLedger();
  await runIn(ledger, "completed");
  await acknowledge(ledger, { ...options, snapshots: [newerNote, newerGate] });
  expect(await getSnapshot(ledger, newerNote.sha)).toBe(newerNote.text);
});

it("an override names its decision and why", async () => {
  const { ledger } = await scratchLedger();
  await runIn(ledger, "completed");
  const override = {
    kind: "manual-override",
    overrideDecision: "pass",
    remark: "quoted on purpose",
  } as const;
  await acknowledge(ledger, { ...options, ...override });
  expect((await listAcceptanceEvents(ledger)).at(-1)).toMatchObject({
    acceptanceKind: "manual-override",
    overrideDecision: "pass",
    remark: "quoted on purpose",
  });
});

it("has nothing to do for no pairs", async () => {
  const { ledger } = await scratchLedger();
  expect(await acknowledge(ledger, { ...options, pairs: [] })).toEqual([]);
});

describe("a renamed pair", () => {
  const [note, gateA] = [snapshotOf("a note").sha, snapshotOf("gate a").sha];
  const before = { notePath: "n.md", gateId: "a" };
  const renamedNote = { notePath: "new.md", gateId: "a", noteSha: note, gateSha: gateA, movedFrom: before };
  const renamedGate = { ...renamedNote, notePath: "n.md", gateId: "c" };

  it("carries its evidence over to the new name, and on from there", async () => {
    const { ledger } = await scratchLedger();
    await runIn(ledger, "completed");
    await acknowledge(ledger, { ...options, pairs: [renamedNote] });
    await acknowledge(ledger, { ...options, kind: "gate-migration", pairs: [renamedGate] });
    await acknowledge(ledger, { ...options, pairs: [{ ...pairOf("a"), notePath: "new.md" }] });
    expect((await listAcceptanceEvents(ledger)).slice(-3)).toMatchObject([
      { notePath: "new.md", gateId: "a", acceptedReviewId: 1, acceptedNoteSha: note, acceptedGateSha: gateA },
      { notePath: "n.md", gateId: "c", acceptedReviewId: 1, acceptedNoteSha: note, acceptedGateSha: gateA },
      { notePath: "new.md", gateId: "a", acceptedReviewId: 1, acceptedNoteSha: newerNote.sha },
    ]);
  });

  it.each<[string, Partial<AcknowledgeOptions>, string]>([
    ["is not carried over changed", { pairs: [{ ...renamedNote, noteSha: newerNote.sha }] }, "invalid-input"],
    [
      "is not carried over from nothing",
      { pairs: [{ ...renamedNote, movedFrom: { ...before, gateId: "z" } }] },
      "never-reviewed",
    ],
    [
      "keeps its gate when the note is renamed",
      { pairs: [{ ...renamedNote, gateId: "c" }] },
      "ledger-constraint",
    ],
    [
      "is not renamed to a path that leads out",
      { pairs: [{ ...renamedNote, notePath: "../x" }] },
      "invalid-input",
    ],
    [
      "is not renamed to a gate that leads out",
      { pairs: [{ ...renamedGate, gateId: "/g" }] },
      "invalid-input",
    ],
    ["is renamed as what it is", { pairs: [renamedGate] }, "ledger-constraint"],
  ])("%s", async (_, changes, code) => {
    const scratch = await scratchLedger();
    await runIn(scratch.ledger, "completed");
    const { error, changed } = await observe(scratch, () =>
      acknowledge(scratch.ledger, { ...options, ...changes }),
    );
    expect(error).toMatchObject({ code });
    expect(changed).toEqual([]);
  });
});

describe("appends nothing at all", () => {
  const never = [NeverReviewedError, "never-reviewed"] as const;
  const invalid = [InvalidInputError, "invalid-input"] as const;
  const override = { kind: "manual-override", overrideDecision: "pass", remark: "why" } as const;
  it.each<[string, Partial<AcknowledgeOptions>, typeof never | typeof invalid]>([
    ["for a gate never reviewed", { pairs: [pairOf("a"), pairOf("c")] }, never],
    ["for a note never reviewed", { pairs: [pairOf("a"), { ...pairOf("b"), notePath: "o.md" }] }, never],
    ["under a partition never reviewed", { modelId: actual }, never],
    ["when a snapshot is not its sha's text", { snapshots: [{ ...newerNote, text: "x" }] }, invalid],
    ["for an override without a decision", { ...override, overrideDecision: undefined }, invalid],
    ["for an override without a remark", { ...override, remark: undefined }, invalid],
    ["for an override with a blank remark", { ...override, remark: " \n" }, invalid],
    ["for a decision without an override", { overrideDecision: "pass" }, invalid],
    ["for an override with error", { ...override, overrideDecision: "error" as "pass" }, invalid],
    ["for a sha that is none", { pairs: [pairOf("a"), { ...pairOf("b"), noteSha: "abc" }] }, invalid],
    ["for a kind that only recording makes", { kind: "full-review" as "gate-migration" }, invalid],
    ["for a kind that only imports make", { kind: "migration-import" as "gate-migration" }, invalid],
  ])("%s", async (_, changes, [type, code]) => {
    const scratch = await scratchLedger();
    await runIn(scratch.ledger, "completed");
    const { error, changed } = await observe(scratch, () =>
      acknowledge(scratch.ledger, { ...options, ...changes }),
    );
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ code });
    expect(changed).toEqual([]);
  });

  it("for a pair whose runs have all failed or are running", async () => {
    const scratch = await scratchLedger();
    await runIn(scratch.ledger, "failed");
    await runIn(scratch.ledger, "running, all written");
    await expect(acknowledge(scratch.ledger, options)).rejects.toThrow(
      "n.md was never reviewed against a under opus: review it before it can be acknowledged",
    );
  });

  it("for a pair that was imported without a review", async () => {
    const { ledger, raw } = await scratchLedger();
    raw
      .prepare(
        `INSERT INTO acceptance_events (note_path, gate_id, model_id, accepted_note_sha, accepted_gate_sha, accepted_at, acceptance_kind)
         VALUES ('n.md', 'a', 'opus', ?, ?, ?, 'migration-import')`,
      )
      .run(newerNote.sha, newerGate.sha, NOW);
    await expect(acknowledge(ledger, { ...options, pairs: [pairOf("a")] })).rejects.toThrow(
      NeverReviewedError,
    );
  });
});

it("is refused where another review stands than the one looked at, and builds on the one that stands", async () => {
  const { ledger } = await scratchLedger();
  await runIn(ledger, "completed");
  await runIn(ledger, "completed");
  const looked = (expectReview: number) => ({
    ...options,
    pairs: [{ ...pairOf("a"), expectReview }],
    kind: "manual-override" as const,
    overrideDecision: "pass" as const,
    remark: "quoted on purpose",
  });
  await expect(acknowledge(ledger, looked(1))).rejects.toMatchObject({
    code: "verdict-changed",
    message: "n.md against a rests on review 3 now, not on review 1: look at it again",
  });
  await acknowledge(ledger, looked(3));
  expect((await listAcceptanceEvents(ledger)).at(-1)).toMatchObject({ acceptedReviewId: 3 });
});

it("is refused where another acceptance stands than the one looked at, though of the same review", async () => {
  const { ledger } = await scratchLedger();
  await runIn(ledger, "completed");
  const looked = (expectAcceptance: number) => ({
    ...options,
    pairs: [{ ...pairOf("a"), expectAcceptance }],
  });
  await acknowledge(ledger, looked(2));
  await expect(acknowledge(ledger, looked(2))).rejects.toMatchObject({
    code: "acceptance-changed",
    message: "n.md against a rests on acceptance 3 now, not on acceptance 2: look at it again",
  });
  await acknowledge(ledger, looked(3));
  expect(await listAcceptanceEvents(ledger)).toHaveLength(4);
});

it("carries on the review of the very version that has come back, not the newest one", async () => {
  const { ledger } = await scratchLedger();
  await runIn(ledger, "completed");
  await runIn(ledger, "completed", { note: newerNote });
  const { sha: noteSha } = newRun().note;
  const pairs = [{ ...pairOf("a"), noteSha, gateSha: snapshotOf("gate a").sha }];
  await acknowledge(ledger, { ...options, pairs });
  expect((await listAcceptanceEvents(ledger)).at(-1)).toMatchObject({ acceptedReviewId: 1 });
});
