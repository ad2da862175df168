import { describe, expect, it } from "vitest";
import { RunNotFoundError } from "../src/errors.ts";
import type { Ledger } from "../src/ledger.ts";
import { openLedger } from "../src/open-ledger.ts";
import { visitCurrentAcceptances } from "../src/queries/current-acceptances.ts";
import { getGateReview } from "../src/queries/get-gate-review.ts";
import { getRun, getRunOutput } from "../src/queries/get-run.ts";
import { getSnapshot } from "../src/queries/get-snapshot.ts";
import { listAcceptanceEvents } from "../src/queries/list-acceptance-events.ts";
import { listInvocations } from "../src/queries/list-invocations.ts";
import { listRuns } from "../src/queries/list-runs.ts";
import { findRecordedPartition } from "../src/queries/requested-partition.ts";
import { appendAcceptances, changeRun, insertRun, type RunChange } from "../src/transitions.ts";
import type { ModelId } from "../src/vocabulary.ts";
import { newRun, snapshotOf } from "./new-run.ts";

const m = "m" as ModelId;
const other = "other" as ModelId;

/** Starts a run over gates a and b and applies a change to it, by default one that completes it. */
async function recordRun(ledger: Ledger, changes: Parameters<typeof newRun>[0] = {}, change?: RunChange) {
  const id = await insertRun(ledger, newRun(changes));
  const gateReviews = ["a", "b"].map(
    (gateId) => ({ gateId, decision: "pass", rationaleMarkdown: "fine" }) as const,
  );
  await changeRun(ledger, id, () => ({ change: change ?? { gateReviews, end: { status: "completed" } } }));
  return id;
}

const failed: RunChange = { end: { status: "failed", reason: "gave up" } };

describe("getRun", () => {
  it("gives the gates in their order and absent values as absent", async () => {
    await using ledger = await openLedger(":memory:", { clock: () => new Date(0) });
    const gates = ["z", "a"].map((gateId) => ({ gateId, ...snapshotOf(gateId) }));
    const id = await insertRun(ledger, newRun({ gates }));
    expect(await getRun(ledger, id)).toStrictEqual({
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
    expect(await getRunOutput(ledger, id)).toEqual({});
  });

  it("gives everything that was recorded", async () => {
    await using ledger = await openLedger(":memory:", { clock: () => new Date(0) });
    const id = await recordRun(
      ledger,
      {},
      {
        gateReviews: [{ gateId: "b", decision: "error", rationaleMarkdown: "x", evidence: { at: [1] } }],
        telemetry: { model: "x", usage: { inputTokens: 1 } },
        rawBundleMarkdown: "bundle",
        debugLog: "log",
        ...failed,
      },
    );
    const run = await getRun(ledger, id);
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
    expect(await getRunOutput(ledger, id)).toEqual({ rawBundleMarkdown: "bundle", debugLog: "log" });
  });

  it("knows no other runs", async () => {
    await using ledger = await openLedger(":memory:");
    await expect(getRun(ledger, 7)).rejects.toThrow(new RunNotFoundError(7));
    await expect(getRunOutput(ledger, 7)).rejects.toThrow(RunNotFoundError);
  });
});

it("listRuns gives the newest first and applies every part of the filter", async () => {
  await using ledger = await openLedger(":memory:");
  const at = (day: number) => `2026-03-0${day}T00:00:00.000Z`;
  await recordRun(ledger, { startedAt: at(1) });
  await recordRun(ledger, { startedAt: at(2), notePath: "o.md" }, failed);
  await recordRun(ledger, { startedAt: at(3), runner: "s" }, {});
  const ids = async (filter?: Parameters<typeof listRuns>[1]) =>
    (await listRuns(ledger, filter)).map(({ id }) => id);
  expect(await ids()).toEqual([3, 2, 1]);
  expect(await ids({ status: "failed" })).toEqual([2]);
  expect(await ids({ notePath: "n.md" })).toEqual([3, 1]);
  expect(await ids({ notePath: "n.md", status: "completed" })).toEqual([1]);
  expect(await ids({ runner: "s" })).toEqual([3]);
  expect(await ids({ startedBefore: at(2) })).toEqual([1]);
  expect(await ids({ limit: 2 })).toEqual([3, 2]);
  expect(await ids({ limit: 0 })).toEqual([]);
  expect(await ids({ notePath: "none.md" })).toEqual([]);
});

it("getSnapshot gives texts back exactly", async () => {
  await using ledger = await openLedger(":memory:");
  const texts = ["", "\uFEFF# BOM\r\n", "nul \0 inside", "😀 é", " \n"];
  for (const text of texts) await insertRun(ledger, newRun({ note: snapshotOf(text) }));
  for (const text of texts) expect(await getSnapshot(ledger, snapshotOf(text).sha)).toBe(text);
  expect(await getSnapshot(ledger, snapshotOf("unknown").sha)).toBeUndefined();
});

describe("acceptances", () => {
  it("listAcceptanceEvents gives the oldest first and applies every part of the filter", async () => {
    await using ledger = await openLedger(":memory:");
    await recordRun(ledger);
    await recordRun(ledger, { notePath: "o.md", modelId: "other" });
    const ids = async (filter?: Parameters<typeof listAcceptanceEvents>[1]) =>
      (await listAcceptanceEvents(ledger, filter)).map(({ id }) => id);
    expect(await ids()).toEqual([1, 2, 3, 4]);
    expect(await ids({ notePath: "o.md" })).toEqual([3, 4]);
    expect(await ids({ gateId: "b" })).toEqual([2, 4]);
    expect(await ids({ gateId: "b", modelId: other })).toEqual([4]);
    const [event] = await listAcceptanceEvents(ledger);
    expect(event).not.toHaveProperty("remark");
    expect(event).not.toHaveProperty("overrideDecision");
  });

  it("visitCurrentAcceptances visits every note once, in order, with the newest event of each gate", async () => {
    await using ledger = await openLedger(":memory:");
    await recordRun(ledger);
    await recordRun(ledger, { note: snapshotOf("newer") });
    await recordRun(ledger, { note: snapshotOf("newest"), modelId: "other" });
    const pairs = [{ notePath: "n.md", gateId: "b" }];
    const acceptedNoteSha = snapshotOf("seen").sha;
    await appendAcceptances(ledger, { pairs, modelId: m }, ([current]) => {
      if (!current) return [];
      const { id: _, acceptedAt: __, ...event } = current;
      return [{ ...event, acceptedNoteSha, acceptanceKind: "trivial-change-ack" }];
    });
    const visits: [string, Record<string, string>][] = [];
    await visitCurrentAcceptances(
      ledger,
      { modelId: m, notePaths: ["none.md", "n.md", "n.md"] },
      (notePath, acceptances) =>
        visits.push([
          notePath,
          Object.fromEntries(acceptances.map((each) => [each.gateId, each.acceptedNoteSha])),
        ]),
    );
    const current = { a: snapshotOf("newer").sha, b: acceptedNoteSha };
    expect(visits).toEqual([
      ["none.md", {}],
      ["n.md", current],
      ["n.md", current],
    ]);
  });
});

it("getGateReview gives one review, or none", async () => {
  await using ledger = await openLedger(":memory:");
  await recordRun(ledger);
  expect(await getGateReview(ledger, 2)).toMatchObject({ id: 2, gateId: "b", decision: "pass" });
  expect(await getGateReview(ledger, 3)).toBeUndefined();
});

it("listInvocations gives each invocation once, the newest first", async () => {
  await using ledger = await openLedger(":memory:");
  const served = (invocationId: string | undefined, batchSize?: number): RunChange => ({
    ...failed,
    telemetry: { ...(invocationId && { invocationId }), ...(batchSize !== undefined && { batchSize }) },
  });
  await recordRun(ledger, {}, served("first", 2));
  await recordRun(ledger, {}, served("first", 2));
  await recordRun(ledger, {}, served("second", 1));
  await recordRun(ledger, {}, served("no batch"));
  await recordRun(ledger, {}, served(undefined, 1));
  await recordRun(ledger, { modelId: "other" }, served("other partition", 1));
  await recordRun(ledger, { gates: [{ gateId: "c", ...snapshotOf("c") }] }, served("other gate", 1));
  await recordRun(ledger, {}, { telemetry: { invocationId: "still running", batchSize: 1 } });
  const ids = async (gateIds: string[], limit?: number) =>
    (await listInvocations(ledger, { modelId: m, gateIds, ...(limit && { limit }) })).map(
      (each) => each.invocationId,
    );
  expect(await ids(["a", "z"])).toEqual(["second", "first"]);
  expect(await ids(["a", "c"])).toEqual(["other gate", "second", "first"]);
  expect(await ids(["a"], 1)).toEqual(["second"]);
  expect(await ids([])).toEqual([]);
});

describe("findRecordedPartition", () => {
  it("takes the newest completed run that was asked for by the name", async () => {
    await using ledger = await openLedger(":memory:");
    const asked = (requestedModelId: string) => ({
      telemetry: { requestedModelId },
      gateReviews: ["a", "b"].map(
        (gateId) => ({ gateId, decision: "pass", rationaleMarkdown: "fine" }) as const,
      ),
      end: { status: "completed" } as const,
    });
    expect(await findRecordedPartition(ledger, m)).toBeUndefined();
    await recordRun(ledger, { modelId: "older" }, asked("m"));
    await recordRun(ledger, { modelId: "other" }, asked("m"));
    await recordRun(ledger, { modelId: "third" }, asked("another-name"));
    await recordRun(ledger, { modelId: "fourth" }, { telemetry: { requestedModelId: "m" }, ...failed });
    await recordRun(ledger, { modelId: "fifth" }, { telemetry: { requestedModelId: "m" } });
    expect(await findRecordedPartition(ledger, m)).toEqual({ modelId: "other", runId: 2 });
    // It was asked for as m, so it does not answer for its own name.
    expect(await findRecordedPartition(ledger, other)).toBeUndefined();
    await recordRun(ledger, { modelId: "m" });
    expect(await findRecordedPartition(ledger, m)).toEqual({ modelId: "m", runId: 6 });
  });

  it("takes the run that was created last, whatever the clock said, and none that was imported", async () => {
    let now = new Date("2026-03-02T00:00:00.000Z");
    await using ledger = await openLedger(":memory:", { clock: () => now });
    const completed = {
      gateReviews: ["a", "b"].map(
        (gateId) => ({ gateId, decision: "pass", rationaleMarkdown: "fine" }) as const,
      ),
      end: { status: "completed" } as const,
    };
    const telemetry = { requestedModelId: "m" };
    await recordRun(ledger, { modelId: "ahead" }, { telemetry, ...completed });
    now = new Date("2026-03-01T00:00:00.000Z");
    await recordRun(ledger, { modelId: "right" }, { telemetry, ...completed });
    expect(await findRecordedPartition(ledger, m)).toEqual({ modelId: "right", runId: 2 });
    await recordRun(ledger, { modelId: "m" }, { telemetry: { imported: {} }, ...completed });
    expect(await findRecordedPartition(ledger, m)).toEqual({ modelId: "right", runId: 2 });
  });
});
