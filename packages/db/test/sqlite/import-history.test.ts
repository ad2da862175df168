import { describe, expect, it } from "vitest";
import { listAcceptanceEvents, listRuns, type ModelId, openLedger } from "../../src/index.ts";
import {
  type HistoryToImport,
  type ImportedAcceptance,
  type ImportedRun,
  importHistory,
  readImportState,
} from "../../src/transitions.ts";
import { snapshotOf } from "../new-run.ts";
import { openSqlite } from "./open-sqlite.ts";

const modelId = "m" as ModelId;
const key = (digit: string) => digit.repeat(64);
const TIME = "2026-03-01T12:00:00.000Z";
const [note, gate] = [snapshotOf("note"), snapshotOf("gate")];

const run: ImportedRun = {
  key: key("1"),
  oldRow: "review_runs 1",
  notePath: "n.md",
  modelId,
  runner: "r",
  reviewedNoteSha: note.sha,
  startedAt: TIME,
  completedAt: TIME,
  telemetryJson: "{}",
  gates: [{ gateId: "g", gateSha: gate.sha }],
  reviews: [
    {
      gateId: "g",
      decision: "pass",
      rationaleMarkdown: "Fine.",
      reviewedAt: TIME,
      reviewKind: "full-review",
    },
  ],
};
const event: ImportedAcceptance = {
  key: key("2"),
  oldRow: "acceptance_events 1",
  notePath: "n.md",
  gateId: "g",
  modelId,
  acceptedNoteSha: note.sha,
  acceptedGateSha: gate.sha,
  acceptedAt: TIME,
  acceptanceKind: "full-review",
  evidence: { runKey: key("1"), gateId: "g" },
};
const history: HistoryToImport = { snapshots: [note, gate], runs: [run], acceptances: [event] };
const nothing: HistoryToImport = { snapshots: [], runs: [], acceptances: [] };

it("adds what the decider gives, and remembers the keys", async () => {
  await using ledger = await openLedger(":memory:");
  await importHistory(ledger, (state) => {
    expect([state.runs.size, state.acceptances.size, state.hasAcceptances]).toEqual([0, 0, false]);
    return history;
  });
  expect(await listRuns(ledger)).toMatchObject([{ id: 1, status: "completed", completedAt: TIME }]);
  expect(await listAcceptanceEvents(ledger)).toMatchObject([{ id: 1, acceptedReviewId: 1 }]);
  const state = await readImportState(ledger);
  expect(state.runs).toEqual(new Map([[key("1"), { runId: 1, modelId }]]));
  expect(state.acceptances).toEqual(new Map([[key("2"), modelId]]));
  expect(state.oldRows).toEqual(new Set(["review_runs 1", "acceptance_events 1"]));
  expect(state.hasAcceptances).toBe(true);
  expect(state.newestAcceptance(event)).toEqual({
    acceptedAt: TIME,
    acceptedNoteSha: note.sha,
    acceptedGateSha: gate.sha,
  });
  expect([state.hasSnapshot(note.sha), state.hasSnapshot(key("9"))]).toEqual([true, false]);
  expect(state.newestAcceptance({ ...event, gateId: "other" })).toBeUndefined();
});

it("an acceptance may rest on a review of an earlier import", async () => {
  await using ledger = await openLedger(":memory:");
  await importHistory(ledger, () => ({ ...history, acceptances: [] }));
  await importHistory(ledger, () => ({ ...nothing, acceptances: [event] }));
  expect(await listAcceptanceEvents(ledger)).toMatchObject([{ acceptedReviewId: 1 }]);
});

it("ids go on where they were, over more rows than one statement takes", async () => {
  await using ledger = await openLedger(":memory:");
  const runs = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => ({
      ...run,
      key: String(from + index).padStart(64, "0"),
    }));
  await importHistory(ledger, () => ({ ...history, runs: runs(0, 120), acceptances: [] }));
  await importHistory(ledger, () => ({ ...history, runs: runs(120, 130), acceptances: [] }));
  expect((await listRuns(ledger)).map(({ id }) => id)).toEqual(
    Array.from({ length: 130 }, (_, index) => 130 - index),
  );
});

describe("leaves nothing if", () => {
  function* broken(): Generator<ImportedRun> {
    yield run;
    throw new Error("the disk is gone");
  }
  it.each<[what: string, message: RegExp, history: () => HistoryToImport]>([
    [
      "the decider throws",
      /no/,
      () => {
        throw new Error("no");
      },
    ],
    ["its rows throw", /the disk is gone/, () => ({ ...history, runs: broken() })],
    [
      "the ledger refuses a row",
      /a run completes only when every requested gate is reviewed/,
      () => ({ ...history, runs: [{ ...run, reviews: [] }] }),
    ],
    [
      "an acceptance rests on a review that is not there",
      /the review that acceptance_events 1 rests on was not imported/,
      () => ({ ...history, acceptances: [{ ...event, evidence: { runKey: key("9"), gateId: "g" } }] }),
    ],
  ])("%s", async (_, message, decide) => {
    const { ledger, sqlite } = await openSqlite();
    await expect(importHistory(ledger, decide)).rejects.toThrow(message);
    expect(await listRuns(ledger)).toEqual([]);
    expect((await readImportState(ledger)).runs.size).toBe(0);
    expect(sqlite.prepare("SELECT count(*) FROM snapshots").pluck().get()).toBe(0);
  });
});

it.each([
  "UPDATE imported_rows SET row_sha = replace(row_sha, '1', '3')",
  "DELETE FROM imported_rows",
  `INSERT INTO imported_rows VALUES ('${key("3")}', 'x', NULL, NULL)`,
  `INSERT INTO imported_rows VALUES ('${key("3")}', 'x', 1, 1)`,
  "INSERT INTO imported_rows VALUES ('3', 'x', 1, NULL)",
])("what was imported cannot be changed by raw SQL: %s", async (sql) => {
  const { ledger, sqlite } = await openSqlite();
  await importHistory(ledger, () => history);
  expect(() => sqlite.exec(sql)).toThrow(
    expect.objectContaining({ code: expect.stringMatching(/CONSTRAINT/) }),
  );
});
