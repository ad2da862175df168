import { readNote, resolveGates } from "@review/corpus";
import type { Ledger, ModelId, Telemetry } from "@review/db";
import { resolvePartitions, type StalePair, selectStalePairs } from "@review/lifecycle";
import { expect, it } from "vitest";
import { acceptedPairs, passing, prepareSweep, runnerBy, runSweep, type SweepSetup } from "./sweep-setup.ts";

const ONE_EACH = { limits: { batchSize: 1 } };
const observed = (model: string): Telemetry => ({ model, modelEvidence: "observed" });
/** A service that falls back to `small` for every fourth answer. */
const fallingBack = () =>
  runnerBy(async (_, __, call) => ({ telemetry: observed(call % 4 === 0 ? "small" : "big") }));

async function stalePairs(
  { corpus, ledger, notes, gateIds }: SweepSetup,
  asked: Omit<Parameters<typeof resolvePartitions>[1], "model"> = {},
): Promise<{ stale: StalePair[]; fresh: ReadonlyMap<ModelId, number> }> {
  const gates = (await resolveGates(corpus, gateIds)).map(({ id, sha }) => ({ gateId: id, gateSha: sha }));
  const { partitions } = await resolvePartitions(ledger, { model: "big", ...asked });
  const found = await Promise.all(notes.map((path) => readNote(corpus, path)));
  return selectStalePairs(ledger, {
    modelIds: partitions,
    notes: found.map(({ path, sha }) => ({ notePath: path, noteSha: sha, gates })),
  });
}

const countOf = async (ledger: Ledger, model: string) => (await acceptedPairs(ledger, model)).length;

it("a service that falls back makes nothing stale, and nothing is paid for twice", async () => {
  const setup = await prepareSweep({ notes: 20 });
  const { summary, events } = await runSweep(setup, fallingBack(), { model: "big", ...ONE_EACH });
  expect(summary).toMatchObject({ modelId: "big", reviewed: 20, judgedBy: { big: 15, small: 5 } });
  expect(events.filter(({ event }) => event === "other-model")).toEqual([
    { event: "other-model", requestedModelId: "big", modelId: "small", counts: true },
  ]);
  const { stale, fresh } = await stalePairs(setup);
  expect(stale).toEqual([]);
  expect(Object.fromEntries(fresh)).toEqual({ big: 15, small: 5 });
  const again = passing();
  expect((await runSweep(setup, again, { model: "big" })).summary).toMatchObject({ skipped: 20 });
  expect(again.requests).toEqual([]);
});

it("where exactly one model is required, only its pairs count, and a run that another answered fails", async () => {
  const setup = await prepareSweep({ notes: 20 });
  await runSweep(setup, fallingBack(), { model: "big", ...ONE_EACH });
  expect((await stalePairs(setup, { exact: true })).stale).toHaveLength(5);
  const { summary, events } = await runSweep(setup, fallingBack(), {
    model: "big",
    requireModel: true,
    ...ONE_EACH,
  });
  expect(summary).toMatchObject({ reviewed: 4, failed: 1, skipped: 15, judgedBy: { big: 4 } });
  expect(summary.failures[0]?.reason).toBe(
    "small answered, and no other model than big counts: ask for the one that answers by its name, or let other models count",
  );
  expect(events.filter(({ event }) => event === "other-model")).toEqual([]);
  expect(await countOf(setup.ledger, "small")).toBe(5);
});

it.each([
  ["mixed", "more than one model answered"],
  ["Checks", '"Checks" answered'],
  ["???", '"???" answered'],
])("where exactly one model is required, an answer by %s fails, too", async (model, reason) => {
  const setup = await prepareSweep({ notes: 1 });
  const telemetry = model === "mixed" ? { model } : observed(model);
  const runner = runnerBy(async () => ({ telemetry }));
  const { summary } = await runSweep(setup, runner, { model: "big", requireModel: true });
  expect(summary.failures[0]?.reason).toContain(`${reason}, and no other model than big counts`);
});

it.each(["constructor", "__proto__"])("counts what a model judged that is called %s", async (model) => {
  const setup = await prepareSweep({ notes: 2 });
  const { summary } = await runSweep(setup, passing(), { model, ...ONE_EACH });
  expect(Object.entries(summary.judgedBy)).toEqual([[model, 2]]);
});

it("a model that calls itself checks is recorded where it was asked for", async () => {
  const setup = await prepareSweep({ notes: 1 });
  const runner = runnerBy(async () => ({ telemetry: observed("Checks") }));
  const { summary } = await runSweep(setup, runner, { model: "big" });
  expect(summary.judgedBy).toEqual({ big: 1 });
});

it("an alias pins the name: what another model accepted does not count, and is said not to", async () => {
  const setup = await prepareSweep({ notes: 4 });
  const aliases = { big: "big-1" };
  const runner = runnerBy(async () => ({ telemetry: observed("small") }));
  const { events, summary } = await runSweep(setup, runner, { model: "big", aliases, ...ONE_EACH });
  expect(events.filter(({ event }) => event === "other-model")).toEqual([
    { event: "other-model", requestedModelId: "big-1", modelId: "small", counts: false },
  ]);
  expect(summary.judgedBy).toEqual({ small: 4 });
  expect((await stalePairs(setup, { aliases })).stale).toHaveLength(4);
});
