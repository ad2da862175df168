import { getRun, type Ledger, listAcceptanceEvents, listRuns } from "@review/db";
import {
  blobId,
  change,
  gateText,
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
const [firstReview] = chain.gate_reviews;
const anotherReview = (changes: OldRow): OldTables =>
  together(chain, { gate_reviews: [{ ...firstReview, id: 99, ...changes }] });

async function runsOf(ledger: Ledger) {
  const ids = (await listRuns(ledger)).map(({ id }) => id).reverse();
  return Promise.all(ids.map((id) => getRun(ledger, id)));
}

async function imported(tables: OldTables) {
  const { ledger } = await scratchLedger();
  const report = await importFile(ledger, oldFile(tables));
  expect(await brokenRules(ledger)).toEqual([]);
  expect(report.tables.gateReviews).toMatchObject({ imported: tables.gate_reviews.length, leftOut: 0 });
  return { runs: await runsOf(ledger), report, repairs: repairsOf(report), ledger };
}

describe("a review that cannot stand in its run gets a failed run of its own: one", () => {
  const own = "imported as a run of its own: ";
  it.each<[what: string, review: OldRow, repair: string, reason: string]>([
    [
      "that is older than another of the gate",
      { reviewed_at: oldTime(0) },
      "review-replaced",
      `${own}a newer review of the gate counts in old run 1`,
    ],
    [
      "of a gate that was not asked for",
      { gate_id: "prose/c" },
      "review-not-requested",
      `${own}its gate was not asked for in old run 1`,
    ],
    [
      "of another version of the gate",
      { gate_sha: blobId("another gate") },
      "review-of-other-gate",
      `${own}it judged another version of the gate than old run 1`,
    ],
    [
      "of another version of the note",
      { reviewed_note_sha: blobId("another note") },
      "review-of-other-note",
      `${own}it judged another note or version of it than old run 1`,
    ],
    [
      "of another note",
      { note_path: "kb/notes/b.md" },
      "review-of-other-note",
      `${own}it judged another note or version of it than old run 1`,
    ],
    ["without a run", { review_run_id: null }, "review-without-run", "imported without a run"],
    [
      "of a run that is not there",
      { review_run_id: 5 },
      "review-of-missing-run",
      "imported without its run: 5 is not in the old ledger",
    ],
  ])("%s", async (_, review, repair, failureReason) => {
    const { runs, report, repairs } = await imported(anotherReview(review));
    expect(repairs[repair]).toBe(1);
    expect(runs.find(({ status }) => status === "completed")?.gateReviews).toHaveLength(2);
    expect(runs.find(({ status }) => status === "failed")).toMatchObject({
      failureReason,
      modelId: "opus",
      gates: [{}],
      gateReviews: [
        { decision: "pass", reviewKind: "manual-import", rationaleMarkdown: "The text of review 10." },
      ],
      telemetry: { imported: { reviewId: "99" } },
    });
    expect(report.pairs.fresh).toBe(2);
  });
});

it("of two reviews of a gate the newer one counts; what was accepted on the older one is history", async () => {
  const { runs, report } = await imported(anotherReview({ reviewed_at: oldTime(30), decision: "warn" }));
  const completed = runs.find(({ status }) => status === "completed");
  expect(completed?.gateReviews).toMatchObject([
    { gateId: "prose/a", decision: "warn", reviewKind: "manual-import" },
    { gateId: "prose/b", decision: "pass", reviewKind: "full-review" },
  ]);
  expect(report.doubts).toEqual({ "run-not-completed": 1 });
  expect(report.pairs).toMatchObject({ freshBefore: 2, fresh: 1 });
});

it("an acceptance on a review without a run is never fresh", async () => {
  const loose = change(chain, "gate_reviews", { review_run_id: null });
  const { report, runs } = await imported(together(loose, { review_runs: [] }));
  expect(runs.map(({ status }) => status)).toEqual(["failed", "failed", "failed"]);
  expect(report.doubts).toEqual({ "run-not-completed": 2 });
  expect(report.pairs.lost.map(({ reason }) => reason)).toEqual(["run-not-completed", "run-not-completed"]);
});

it("what a review does not say is its run's", async () => {
  const vague = change(chain, "gate_reviews", { note_path: null, reviewed_note_sha: null, gate_sha: null });
  const { runs, report } = await imported(vague);
  expect(runs).toMatchObject([
    { status: "completed", gateReviews: [{ notePath: NOTE }, { notePath: NOTE }] },
  ]);
  expect(report.pairs.fresh).toBe(2);
});

it("a completed run whose reviews nobody accepted keeps them as imports", async () => {
  const { runs, repairs, ledger } = await imported({ ...chain, acceptance_events: [] });
  expect(runs).toMatchObject([{ status: "completed", gateReviews: [{ reviewKind: "manual-import" }, {}] }]);
  expect(repairs["review-not-accepted"]).toBe(2);
  expect(await listAcceptanceEvents(ledger)).toEqual([]);
});

it.each<[what: string, review: OldRow, repair: string, kept: object]>([
  ["another decision", { decision: "PASS" }, "decision-unknown", { decision: "unknown" }],
  [
    "no text",
    { rationale_markdown: null },
    "rationale-missing",
    { rationaleMarkdown: "The old ledger keeps no text." },
  ],
  ["broken evidence", { evidence_json: '{"a": ' }, "evidence-not-json", { evidence: '{"a": ' }],
  [
    "evidence that only SQLite takes for JSON",
    { evidence_json: "{}\0x" },
    "evidence-not-json",
    { evidence: "{}\0x" },
  ],
  ["another kind", { review_kind: "quick-look" }, "kind-unknown", { reviewKind: "manual-import" }],
  ["no time", { reviewed_at: null }, "time-unreadable", { reviewedAt: "2025-11-03T08:02:00.000Z" }],
])("a review with %s is kept", async (_, review, repair, kept) => {
  const { runs, repairs } = await imported(change(chain, "gate_reviews", review, ({ id }) => id === 10));
  expect(repairs[repair]).toBe(1);
  expect(runs[0]?.gateReviews[0]).toMatchObject({ gateId: "prose/a", ...kept });
});

it("requested gates that cannot be kept are left out and counted", async () => {
  const { report, repairs } = await imported(
    together(chain, {
      review_run_gates: [
        { review_run_id: 1, gate_id: null, gate_sha: blobId("x"), ordinal: 7 },
        { review_run_id: 1, gate_id: "prose/a", gate_sha: blobId(gateText("prose/a")), ordinal: 8 },
        { review_run_id: 5, gate_id: "prose/a", gate_sha: blobId("x"), ordinal: 0 },
      ],
    }),
  );
  expect(report.tables.reviewRunGates).toEqual({ found: 5, imported: 2, alreadyImported: 0, leftOut: 3 });
  expect(repairs).toMatchObject({ "gate-nameless": 1, "gate-twice": 1, "gate-without-run": 1 });
  expect(report.runs.completed).toBe(1);
});
