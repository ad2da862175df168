import { getRun, listAcceptanceEvents, listRuns } from "@review/db";
import {
  blobId,
  change,
  NOTE,
  type OldRow,
  type OldTables,
  oldChain,
  oldTime,
  together,
} from "@review/test-kit/old-file.ts";
import { scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { describe, expect, it } from "vitest";
import { brokenRules, importFile, oldFile, repairsOf } from "./imports.ts";

const chain = oldChain({ id: 1 });
const runWith = (changes: OldRow) => change(chain, "review_runs", changes);
const reviewWith = (changes: OldRow, id = 10) =>
  change(chain, "gate_reviews", changes, (row) => row.id === id);
const without = (tables: OldTables, table: keyof OldTables, fits: (row: OldRow) => boolean): OldTables => ({
  ...tables,
  [table]: tables[table].filter((row) => !fits(row)),
});

/** Imports rows and gives the runs, oldest first, with what they hold. */
async function runsOf(tables: OldTables) {
  const { ledger } = await scratchLedger();
  const report = await importFile(ledger, oldFile(tables));
  expect(await brokenRules(ledger)).toEqual([]);
  const ids = (await listRuns(ledger)).map(({ id }) => id).reverse();
  const runs = await Promise.all(ids.map((id) => getRun(ledger, id)));
  return { runs, report, repairs: repairsOf(report), events: await listAcceptanceEvents(ledger) };
}

describe("a run fails by the import if it", () => {
  it.each<[what: string, tables: OldTables, reason: string | RegExp, repair: string]>([
    [
      "never ended",
      runWith({ status: "running", completed_at: null }),
      "abandoned before import",
      "run-abandoned",
    ],
    [
      "completed without a review of a gate",
      without(chain, "gate_reviews", ({ id }) => id === 11),
      "completed in the old ledger without full coverage: gate prose/b has no review",
      "run-without-coverage",
    ],
    [
      "completed on an error",
      reviewWith({ decision: "error" }),
      /: gate prose\/a could not be judged \(decision "error"\)$/,
      "run-without-coverage",
    ],
    [
      "completed on unknown",
      reviewWith({ decision: "unknown" }),
      /\(decision "unknown"\)$/,
      "run-without-coverage",
    ],
    [
      "completed on no decision",
      reviewWith({ decision: null }),
      /\(decision null\)$/,
      "run-without-coverage",
    ],
    [
      "completed on a review without a text",
      reviewWith({ rationale_markdown: " \n" }),
      /: the review of gate prose\/a has no text$/,
      "rationale-missing",
    ],
    [
      "has no requested gates",
      { ...chain, review_run_gates: [] },
      /: its requested gates are not known$/,
      "gate-set-missing",
    ],
    [
      "asked for a gate in two versions",
      together(chain, {
        review_run_gates: [{ review_run_id: 1, gate_id: "prose/a", gate_sha: blobId("x"), ordinal: 5 }],
      }),
      /: gate prose\/a was asked for in two versions$/,
      "gate-twice",
    ],
    [
      "does not say which version of a gate it asked for",
      change(chain, "review_run_gates", { gate_sha: null }, ({ ordinal }) => ordinal === 0),
      /: the version of gate prose\/a is not known$/,
      "run-without-coverage",
    ],
    [
      "does not say which version of the note it judged",
      runWith({ reviewed_note_sha: null }),
      /: its note or the version of it is not known$/,
      "run-without-coverage",
    ],
    [
      "has a status of its own",
      runWith({ status: "prepared" }),
      'its status in the old ledger was "prepared"',
      "run-status-unknown",
    ],
    [
      "has no status",
      runWith({ status: null }),
      "its status in the old ledger was null",
      "run-status-unknown",
    ],
  ])("%s", async (_, tables, reason, repair) => {
    const { runs, repairs, events, report } = await runsOf(tables);
    const [run] = runs;
    expect(run).toMatchObject({ notePath: NOTE, status: "failed", modelId: "opus" });
    if (typeof reason === "string") expect(run?.failureReason).toBe(reason);
    else expect(run?.failureReason).toMatch(reason);
    expect(repairs[repair]).toBe(1);
    expect(run?.gateReviews.every(({ reviewKind }) => reviewKind === "manual-import")).toBe(true);
    expect(events.every(({ acceptanceKind }) => acceptanceKind === "migration-import")).toBe(true);
    expect(report.pairs.fresh).toBe(0);
    expect(report.pairs.lost).toHaveLength(2);
  });
});

it.each([
  ["keeps its reason", "no answer", "no answer"],
  ["without a reason gets one", " \n", "the old ledger keeps no reason"],
])("a failed run stays failed and %s; its reviews keep their kind", async (_, failure_reason, reason) => {
  const { runs, report } = await runsOf(runWith({ status: "failed", failure_reason }));
  expect(runs).toMatchObject([
    { status: "failed", failureReason: reason, gateReviews: [{ reviewKind: "full-review" }, {}] },
  ]);
  expect(report.doubts).toEqual({ "run-not-completed": 2 });
});

it("an abandoned run ended when it was last heard of", async () => {
  const { runs } = await runsOf(runWith({ status: "running", completed_at: null, started_at: oldTime(-9) }));
  expect(runs[0]).toMatchObject({
    startedAt: "2025-11-03T07:51:00.000Z",
    completedAt: "2025-11-03T08:02:00.000Z",
    telemetry: { imported: { status: "running" } },
  });
});

it("a failed run without gates and reviews is a run all the same", async () => {
  const { runs } = await runsOf({ ...together({ review_runs: runWith({ status: "failed" }).review_runs }) });
  expect(runs).toMatchObject([{ status: "failed", gates: [], gateReviews: [] }]);
});

it("a run whose own note is missing takes that of its reviews, and is history", async () => {
  const { runs, repairs } = await runsOf(runWith({ note_path: null, runner: null }));
  expect(runs).toMatchObject([{ notePath: NOTE, runner: "unknown", status: "failed" }]);
  expect(repairs["name-missing"]).toBe(2);
});

it("a run whose runner had the name that is the lock's today keeps its reviews, under another", async () => {
  const { runs } = await runsOf(runWith({ runner: " lock " }));
  expect(runs).toMatchObject([{ runner: "lock (imported)" }]);
});

it("a run about which nothing is known is kept", async () => {
  const { runs, repairs } = await runsOf(together({ review_runs: [{ id: 3 }] }));
  expect(runs).toMatchObject([
    {
      notePath: "(the old ledger names no note)",
      runner: "unknown",
      modelId: "unknown-model",
      startedAt: "1970-01-01T00:00:00.000Z",
      completedAt: "1970-01-01T00:00:00.000Z",
    },
  ]);
  expect(repairs).toMatchObject({ "model-unreadable": 1, "time-unreadable": 1, "run-status-unknown": 1 });
});

it("of two runs with one id the first has the reviews", async () => {
  const twice = {
    ...chain,
    review_runs: [...chain.review_runs, ...runWith({ status: "failed" }).review_runs],
  };
  const { ledger } = await scratchLedger();
  const report = await importFile(ledger, oldFile(twice, { keys: false }));
  expect(report.runs).toEqual({ completed: 1, failed: 1 });
  expect(repairsOf(report)["run-id-twice"]).toBe(1);
  expect(report.pairs.fresh).toBe(2);
});
