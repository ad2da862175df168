import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import type { HistoryToImport, ImportedAcceptance, ImportedRun } from "../../src/imported-history.ts";
import type { ModelId } from "../../src/vocabulary.ts";
import { type Engine, fresh } from "./engine.ts";
import { accept, pairA, review, withdrawal } from "./events.ts";

const modelId = "m" as ModelId;
export const key = (digit: string) => digit.repeat(64);
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
export const history: HistoryToImport = { snapshots: [note, gate], runs: [run], acceptances: [event] };
const nothing: HistoryToImport = { snapshots: [], runs: [], acceptances: [] };

/** What a storage must do with history that another program recorded. */
export function importContract(engine: Engine): void {
  it("importHistory adds what the decider gives, and remembers the keys", async () => {
    const storage = await fresh(engine);
    await storage.importHistory((state) => {
      expect([state.runs.size, state.acceptances.size, state.hasAcceptances]).toEqual([0, 0, false]);
      return history;
    });
    expect(await storage.listRuns({})).toMatchObject([{ id: 1, status: "completed", completedAt: TIME }]);
    expect(await storage.listAcceptanceEvents({})).toMatchObject([{ id: 1, acceptedReviewId: 1 }]);
    const state = await storage.importState();
    expect(state.runs).toEqual(new Map([[key("1"), { runId: 1, modelId }]]));
    expect(state.acceptances).toEqual(new Map([[key("2"), modelId]]));
    expect(state.oldRows).toEqual(new Set(["review_runs 1", "acceptance_events 1"]));
    expect(state.hasAcceptances).toBe(true);
    const { notePath, gateId } = event;
    const pair = { notePath, gateId, modelId, noteSha: note.sha, gateSha: gate.sha };
    expect(state.lastAcceptedAt(pair)).toBe(TIME);
    expect(state.acceptedAs(pair)).toBe("pass");
    for (const other of [{ noteSha: gate.sha }, { gateSha: note.sha }, { gateId: "other" }]) {
      expect(state.acceptedAs({ ...pair, ...other })).toBeUndefined();
    }
    expect([state.hasSnapshot(note.sha), state.hasSnapshot(key("9"))]).toEqual([true, false]);
    expect(state.lastAcceptedAt({ ...pair, gateId: "other" })).toBeUndefined();
  });

  it("a version that was accepted and taken back is not accepted", async () => {
    const storage = await fresh(engine);
    await review(storage);
    expect((await storage.importState()).acceptedAs(pairA)).toBe("pass");
    await accept(storage, withdrawal);
    expect((await storage.importState()).acceptedAs(pairA)).toBeUndefined();
  });

  it("an acceptance may rest on a review of an earlier import", async () => {
    const storage = await fresh(engine);
    await storage.importHistory(() => ({ ...history, acceptances: [] }));
    await storage.importHistory(() => ({ ...nothing, acceptances: [event] }));
    expect(await storage.listAcceptanceEvents({})).toMatchObject([{ acceptedReviewId: 1 }]);
  });

  it("ids go on where they were, over more rows than one statement takes", async () => {
    const storage = await fresh(engine);
    const runs = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => ({
        ...run,
        key: String(from + index).padStart(64, "0"),
      }));
    await storage.importHistory(() => ({ ...history, runs: runs(0, 120), acceptances: [] }));
    await storage.importHistory(() => ({ ...history, runs: runs(120, 130), acceptances: [] }));
    expect((await storage.listRuns({})).map(({ id }) => id)).toEqual(
      Array.from({ length: 130 }, (_, index) => 130 - index),
    );
  });

  describe("an import leaves nothing if", () => {
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
      const storage = await fresh(engine);
      await expect(storage.importHistory(decide)).rejects.toThrow(message);
      expect(await storage.listRuns({})).toEqual([]);
      expect((await storage.importState()).runs.size).toBe(0);
      expect((await storage.inspect({})).counts.snapshots).toBe(0);
    });
  });
}
