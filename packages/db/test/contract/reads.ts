import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import type { AcceptanceFilter, RunFilter } from "../../src/answers.ts";
import type { RunChange } from "../../src/changes.ts";
import { RunNotFoundError } from "../../src/errors.ts";
import type { Storage } from "../../src/storage.ts";
import type { ModelId } from "../../src/vocabulary.ts";
import { newRun } from "../new-run.ts";
import { changeRun, type Engine, fresh } from "./engine.ts";
import { accept, review, withdrawal } from "./events.ts";

const m = "m" as ModelId;
const other = "other" as ModelId;

/** Starts a run over gates a and b and applies a change to it, by default one that completes it. */
async function recordRun(storage: Storage, changes: Parameters<typeof newRun>[0] = {}, change?: RunChange) {
  const id = await storage.createRun(newRun(changes));
  const gateReviews = ["a", "b"].map(
    (gateId) => ({ gateId, decision: "pass", rationaleMarkdown: "fine" }) as const,
  );
  await changeRun(storage, id, () => ({ change: change ?? { gateReviews, end: { status: "completed" } } }));
  return id;
}

const failed: RunChange = { end: { status: "failed", reason: "gave up" } };

/** What a storage must answer about runs and events. */
export function readContract(engine: Engine): void {
  describe("getRun", () => {
    it("gives the gates in their order and absent values as absent", async () => {
      const storage = await fresh(engine, () => new Date(0));
      const gates = ["z", "a"].map((gateId) => ({ gateId, ...snapshotOf(gateId) }));
      const id = await storage.createRun(newRun({ gates }));
      expect(await storage.getRun(id)).toStrictEqual({
        id,
        notePath: "n.md",
        modelId: "m",
        runner: "r",
        reviewedNoteSha: snapshotOf("a note").sha,
        startedAt: "1970-01-01T00:00:00.000Z",
        status: "running",
        gates: gates.map(({ gateId, sha }) => ({ gateId, gateSha: sha })),
        gateReviews: [],
      });
      expect(await storage.getRunOutput(id)).toEqual({});
    });

    it("gives everything that was recorded", async () => {
      const storage = await fresh(engine, () => new Date(0));
      const id = await recordRun(
        storage,
        {},
        {
          gateReviews: [{ gateId: "b", decision: "error", rationaleMarkdown: "x", evidence: { at: [1] } }],
          telemetry: { model: "x", usage: { inputTokens: 1 } },
          rawBundleMarkdown: "bundle",
          debugLog: "log",
          ...failed,
        },
      );
      const run = await storage.getRun(id);
      expect(run).toMatchObject({
        status: "failed",
        failureReason: "gave up",
        completedAt: "1970-01-01T00:00:00.000Z",
        telemetry: { model: "x", usage: { inputTokens: 1 } },
      });
      expect(run).not.toHaveProperty("debugLog");
      expect(run.gateReviews).toStrictEqual([
        {
          id: 1,
          reviewRunId: id,
          notePath: "n.md",
          gateId: "b",
          modelId: "m",
          decision: "error",
          rationaleMarkdown: "x",
          evidence: { at: [1] },
          gateSha: snapshotOf("gate b").sha,
          reviewedNoteSha: snapshotOf("a note").sha,
          reviewedAt: "1970-01-01T00:00:00.000Z",
          reviewKind: "full-review",
        },
      ]);
      expect(await storage.getRunOutput(id)).toEqual({ rawBundleMarkdown: "bundle", debugLog: "log" });
    });

    it("knows no other runs", async () => {
      const storage = await fresh(engine);
      await expect(storage.getRun(7)).rejects.toThrow(new RunNotFoundError(7));
      await expect(storage.getRunOutput(7)).rejects.toThrow(RunNotFoundError);
    });
  });

  it("listRuns gives the newest first and applies every part of the filter", async () => {
    const storage = await fresh(engine);
    const at = (day: number) => `2026-03-0${day}T00:00:00.000Z`;
    await recordRun(storage, { startedAt: at(1) });
    await recordRun(storage, { startedAt: at(2), notePath: "o.md" }, failed);
    await recordRun(storage, { startedAt: at(3), runner: "s" }, {});
    const ids = async (filter: RunFilter = {}) => (await storage.listRuns(filter)).map(({ id }) => id);
    expect(await ids()).toEqual([3, 2, 1]);
    expect(await ids({ status: "failed" })).toEqual([2]);
    expect(await ids({ notePath: "n.md" })).toEqual([3, 1]);
    expect(await ids({ notePath: "n.md", status: "completed" })).toEqual([1]);
    expect(await ids({ runner: "s" })).toEqual([3]);
    expect(await ids({ startedBefore: at(2) })).toEqual([1]);
    expect(await ids({ limit: 2 })).toEqual([3, 2]);
    expect(await ids({ limit: 0 })).toEqual([]);
    expect(await ids({ notePath: "none.md" })).toEqual([]);
    expect(await ids({ notePaths: ["o.md", "n.md", "none.md"], runner: "s" })).toEqual([3]);
    expect(await ids({ notePaths: ["o.md"] })).toEqual([2]);
    expect(await ids({ notePaths: [] })).toEqual([]);
  });

  it("getSnapshot gives texts back exactly", async () => {
    const storage = await fresh(engine);
    const texts = ["", "\uFEFF# BOM\r\n", "nul \0 inside", "😀 é", " \n"];
    for (const text of texts) await storage.createRun(newRun({ note: snapshotOf(text) }));
    for (const text of texts) expect(await storage.getSnapshot(snapshotOf(text).sha)).toBe(text);
    expect(await storage.getSnapshot(snapshotOf("unknown").sha)).toBeUndefined();
  });

  describe("acceptances", () => {
    it("listAcceptanceEvents gives the oldest first and applies every part of the filter", async () => {
      const storage = await fresh(engine);
      await recordRun(storage);
      await recordRun(storage, { notePath: "o.md", modelId: "other" });
      const ids = async (filter: AcceptanceFilter = {}) =>
        (await storage.listAcceptanceEvents(filter)).map(({ id }) => id);
      expect(await ids()).toEqual([1, 2, 3, 4]);
      expect(await ids({ notePath: "o.md" })).toEqual([3, 4]);
      expect(await ids({ gateId: "b" })).toEqual([2, 4]);
      expect(await ids({ gateId: "b", modelId: other })).toEqual([4]);
      expect(await ids({ reviewId: 3 })).toEqual([3]);
      expect(await ids({ reviewId: 3, gateId: "b" })).toEqual([]);
      const [event] = await storage.listAcceptanceEvents({});
      expect(event).not.toHaveProperty("remark");
      expect(event).not.toHaveProperty("overrideDecision");
    });

    it("listAcceptanceEvents leaves out remarks where nobody needs them", async () => {
      const storage = await fresh(engine);
      await review(storage);
      await accept(storage, withdrawal);
      const remarks = async (filter: AcceptanceFilter) =>
        (await storage.listAcceptanceEvents(filter)).map(({ remark }) => remark);
      expect(await remarks({ gateId: "a" })).toEqual([undefined, "seen again"]);
      expect(await remarks({ gateId: "a", withoutRemarks: true })).toEqual([undefined, undefined]);
    });
  });

  it("getGateReview gives one review, or none", async () => {
    const storage = await fresh(engine);
    await recordRun(storage);
    expect(await storage.getGateReview(2)).toMatchObject({ id: 2, gateId: "b", decision: "pass" });
    expect(await storage.getGateReview(3)).toBeUndefined();
  });

  it("listInvocations gives each invocation once, the newest first", async () => {
    const storage = await fresh(engine);
    const served = (invocationId: string | undefined, batchSize?: number): RunChange => ({
      ...failed,
      telemetry: { ...(invocationId && { invocationId }), ...(batchSize !== undefined && { batchSize }) },
    });
    await recordRun(storage, {}, served("first", 2));
    await recordRun(storage, {}, served("first", 2));
    await recordRun(storage, {}, served("second", 1));
    await recordRun(storage, {}, served("no batch"));
    await recordRun(storage, {}, served(undefined, 1));
    await recordRun(storage, { modelId: "other" }, served("other partition", 1));
    await recordRun(storage, { gates: [{ gateId: "c", ...snapshotOf("c") }] }, served("other gate", 1));
    await recordRun(storage, {}, { telemetry: { invocationId: "still running", batchSize: 1 } });
    const ids = async (gateIds: string[], limit?: number, modelIds = [m]) =>
      (await storage.listInvocations({ modelIds, gateIds, ...(limit && { limit }) })).map(
        (each) => each.invocationId,
      );
    expect(await ids(["a", "z"])).toEqual(["second", "first"]);
    expect(await ids(["a", "c"])).toEqual(["other gate", "second", "first"]);
    expect(await ids(["a"], 1)).toEqual(["second"]);
    expect(await ids([])).toEqual([]);
    expect(await ids(["a"], 50, [m, other])).toEqual(["other partition", "second", "first"]);
    expect(await ids(["a"], 50, [])).toEqual([]);
    await recordRun(storage, { notePath: ".review/notes/0.md" }, served("of a fixture", 1));
    expect(await ids(["a"])).toEqual(["second", "first"]);
    const ofFixtures = await storage.listInvocations({ modelIds: [m], gateIds: ["a"], ofFixtures: true });
    expect(ofFixtures.map(({ invocationId }) => invocationId)).toEqual(["of a fixture"]);
  });
}
