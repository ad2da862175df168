import type { ModelId } from "@review/db";
import { scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { expect, it } from "vitest";
import { createRun, type NoteUnderGates, recordAndFinalizeRun, selectStalePairs } from "../src/index.ts";
import { actual, allReviews, gateOf, newRun, opus, reviewOf, runIn } from "./runs.ts";

const [note, gateA, gateB] = ["a note", "gate a", "gate b"].map((text) => snapshotOf(text).sha) as [
  string,
  string,
  string,
];
const gates = [
  { gateId: "a", gateSha: gateA },
  { gateId: "b", gateSha: gateB },
];
const underGates = (changes: Partial<NoteUnderGates> = {}): NoteUnderGates => ({
  notePath: "n.md",
  noteSha: note,
  gates,
  ...changes,
});

async function stale(notes: NoteUnderGates[], modelId = opus) {
  const { ledger } = await scratchLedger();
  await runIn(ledger, "completed");
  await runIn(ledger, "failed", { notePath: "failed.md" });
  await runIn(ledger, "running, all written", { notePath: "running.md" });
  const pairs = await selectStalePairs(ledger, { modelIds: [modelId], notes });
  return pairs.stale.map(({ notePath, gateId, reason }) => `${notePath} ${gateId} ${reason}`);
}

it("an accepted pair is fresh in its version", async () => {
  expect(await stale([underGates()])).toEqual([]);
});

it("reasons stand in the order of the notes and gates given", async () => {
  const newer = snapshotOf("newer").sha;
  const notes = [
    underGates({ notePath: "z.md" }),
    underGates({ noteSha: newer }),
    underGates({ gates: [{ gateId: "c", gateSha: gateA }, { gateId: "b", gateSha: newer }, ...gates] }),
    underGates({ noteSha: newer, gates: [{ gateId: "a", gateSha: newer }] }),
  ];
  expect(await stale(notes)).toEqual([
    "z.md a missing-review",
    "z.md b missing-review",
    "n.md a note-changed",
    "n.md b note-changed",
    "n.md c missing-review",
    "n.md b gate-changed",
    "n.md a gate-changed",
  ]);
});

it("failed and running runs make nothing fresh", async () => {
  const notes = ["failed.md", "running.md"].map((notePath) => underGates({ notePath }));
  expect(await stale(notes)).toHaveLength(4);
});

it("one partition does not satisfy another", async () => {
  expect(await stale([underGates()], actual)).toEqual(["n.md a missing-review", "n.md b missing-review"]);
});

it("after a rekey the actual partition is fresh and the requested one is not", async () => {
  const { ledger } = await scratchLedger();
  const runId = await runIn(ledger, "running, nothing written");
  await recordAndFinalizeRun(ledger, { runId, gateReviews: allReviews, actualModelId: actual });
  const freshness = (...modelIds: ModelId[]) => selectStalePairs(ledger, { modelIds, notes: [underGates()] });
  expect(await freshness(actual)).toEqual({ stale: [], fresh: new Map([[actual, 2]]) });
  expect((await freshness(opus)).stale).toHaveLength(2);
  expect(await freshness(opus, actual)).toEqual({ stale: [], fresh: new Map([[actual, 2]]) });
});

it("going back to an accepted version is fresh again, and what is new is stale against the newest", async () => {
  const { ledger } = await scratchLedger();
  await runIn(ledger, "completed");
  await runIn(ledger, "completed", { note: snapshotOf("newer") });
  const ask = (noteSha: string) =>
    selectStalePairs(ledger, { modelIds: [opus], notes: [underGates({ noteSha })] });
  expect((await ask(note)).stale).toEqual([]);
  const acceptedNoteSha = snapshotOf("newer").sha;
  expect((await ask(snapshotOf("yet another").sha)).stale).toMatchObject([
    { reason: "note-changed", acceptedNoteSha },
    { reason: "note-changed", acceptedNoteSha },
  ]);
});

it("partitions fill each other's gaps, and what is stale is told against the newest of all", async () => {
  const { ledger } = await scratchLedger();
  const first = await createRun(ledger, newRun({ gates: [gateOf("a")] }));
  await recordAndFinalizeRun(ledger, { runId: first, gateReviews: [reviewOf("a")] });
  const options = newRun({ modelId: actual, gates: [gateOf("b"), gateOf("c", "gate c, older")] });
  const runId = await createRun(ledger, options);
  await recordAndFinalizeRun(ledger, { runId, gateReviews: ["b", "c"].map((id) => reviewOf(id)) });
  const notes = [underGates({ gates: [...gates, { gateId: "c", gateSha: snapshotOf("gate c").sha }] })];
  const { stale, fresh } = await selectStalePairs(ledger, { modelIds: [opus, actual], notes });
  expect(stale).toMatchObject([{ gateId: "c", reason: "gate-changed", acceptedModelId: actual }]);
  expect(fresh).toEqual(
    new Map([
      [opus, 1],
      [actual, 1],
    ]),
  );
  expect((await selectStalePairs(ledger, { modelIds: [], notes })).stale).toHaveLength(3);
});

it("a stale pair names the versions that were accepted, where there are any", async () => {
  const { ledger } = await scratchLedger();
  await runIn(ledger, "completed");
  const noteSha = snapshotOf("newer").sha;
  const notes = [underGates({ noteSha, gates: [...gates.slice(0, 1), { gateId: "c", gateSha: gateA }] })];
  const { stale } = await selectStalePairs(ledger, { modelIds: [opus], notes });
  expect(stale).toStrictEqual([
    {
      notePath: "n.md",
      gateId: "a",
      noteSha,
      gateSha: gateA,
      reason: "note-changed",
      acceptedNoteSha: note,
      acceptedGateSha: gateA,
      acceptedModelId: opus,
    },
    { notePath: "n.md", gateId: "c", noteSha, gateSha: gateA, reason: "missing-review" },
  ]);
});

it("has nothing to say about no notes and no gates", async () => {
  expect(await stale([])).toEqual([]);
  expect(await stale([underGates({ gates: [] })])).toEqual([]);
});

it("an acceptance of more gates than are asked for does not hide what is stale, nor make anything so", async () => {
  const [first, second] = gates;
  if (!first || !second) throw new Error("two gates");
  expect(await stale([underGates({ gates: [second, first] })])).toEqual([]);
  expect(await stale([underGates({ gates: [second] })])).toEqual([]);
  expect(await stale([underGates({ gates: [{ ...second, gateSha: gateA }] })])).toEqual([
    "n.md b gate-changed",
  ]);
});
