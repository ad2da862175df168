import { getRun, getRunOutput, getSnapshot, listRuns } from "@review/db";
import { DEBUG_LOG_LIMIT, RAW_BUNDLE_LIMIT } from "@review/lifecycle";
import {
  change,
  NOTE,
  NOTE_TEXT,
  OLD_COLUMNS,
  type OldTableName,
  oldChain,
  oldTime,
} from "@review/test-kit/old-file.ts";
import { scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { describe, expect, it } from "vitest";
import { brokenRules, importFile, oldFile, repairsOf, sourcesOf } from "./imports.ts";

const chain = oldChain({ id: 1 });
const allTables = ["review_runs", "gate_reviews", "acceptance_events"] as const;

const columns = (Object.keys(OLD_COLUMNS) as OldTableName[]).flatMap((table) =>
  OLD_COLUMNS[table].split(" ").map((column) => `${table}.${column}`),
);

it.each(columns)("a file without %s comes in", async (column) => {
  const { ledger } = await scratchLedger();
  const report = await importFile(ledger, oldFile(chain, { without: [column] }));
  expect(report.missing).toEqual([column]);
  expect(report.tables.gateReviews).toMatchObject({ found: 2, imported: 2 });
  expect(report.tables.acceptanceEvents).toMatchObject({ found: 2, imported: 2 });
  expect(await brokenRules(ledger)).toEqual([]);
});

it.each(["reviewed_note_commit", "failure_reason", "telemetry_json", "raw_bundle_markdown", "debug_log"])(
  "without %s of runs nothing gets stale",
  async (column) => {
    const { ledger } = await scratchLedger();
    const report = await importFile(ledger, oldFile(chain, { without: [`review_runs.${column}`] }));
    expect(report.pairs.fresh).toBe(2);
  },
);

it.each(Object.keys(OLD_COLUMNS))("a file without the table %s comes in", async (table) => {
  const { ledger } = await scratchLedger();
  const report = await importFile(ledger, oldFile(chain, { without: [table] }));
  expect(report.missing).toEqual([table]);
  expect(await brokenRules(ledger)).toEqual([]);
});

it("columns and tables that nobody knows are named", async () => {
  const { ledger } = await scratchLedger();
  const path = oldFile(chain, { with: ["review_runs.cost_usd", "acceptance_events.remark"] });
  const report = await importFile(ledger, path);
  expect(report.unknown).toEqual(["review_runs.cost_usd", "acceptance_events.remark"]);
  expect(report.pairs.fresh).toBe(2);
});

it("numbers and blobs for texts are taken as texts, and counted", async () => {
  const { ledger } = await scratchLedger();
  const odd = change(chain, "gate_reviews", { rationale_markdown: Buffer.from("bytes"), model_id: 5 });
  const report = await importFile(
    ledger,
    oldFile(change(odd, "review_runs", { debug_log: Buffer.from([0xff]) })),
  );
  // `model_id TEXT` makes a text of 5 by itself.
  expect(report.oddTypes).toEqual([
    { column: "review_runs.debug_log", rows: 1 },
    { column: "gate_reviews.rationale_markdown", rows: 2 },
  ]);
  expect((await getRun(ledger, 1)).gateReviews[0]?.rationaleMarkdown).toBe("bytes");
  expect((await getRunOutput(ledger, 1)).debugLog).toBe("\uFFFD");
});

it("ids that a driver stored as floats are ids", async () => {
  const { ledger } = await scratchLedger();
  const report = await importFile(ledger, oldFile(chain, { keys: false }));
  expect(report.oddTypes.map(({ column }) => column)).toEqual([
    "review_runs.id",
    "gate_reviews.id",
    "acceptance_events.id",
  ]);
  expect(report.pairs.fresh).toBe(2);
});

describe("times become UTC", () => {
  it.each([
    ["2025-11-03T09:07:00+01:00", "2025-11-03T08:07:00.000Z"],
    ["2025-11-03T09:07:00.123456-05:30", "2025-11-03T14:37:00.123Z"],
    ["2025-11-03 09:07:00+0100", "2025-11-03T08:07:00.000Z"],
    ["2025-11-03T09:07Z", "2025-11-03T09:07:00.000Z"],
  ])("%s", async (started_at, startedAt) => {
    const { ledger } = await scratchLedger();
    const report = await importFile(ledger, oldFile(change(chain, "review_runs", { started_at })));
    expect(await getRun(ledger, 1)).toMatchObject({ startedAt });
    expect(repairsOf(report)).toEqual({ "commit-dropped": 4 });
  });

  it("without an offset they are taken for UTC, and counted", async () => {
    const { ledger } = await scratchLedger();
    const started_at = "2025-11-03T09:07:00";
    const report = await importFile(ledger, oldFile(change(chain, "review_runs", { started_at })));
    expect(await getRun(ledger, 1)).toMatchObject({ startedAt: "2025-11-03T09:07:00.000Z" });
    expect(repairsOf(report)["time-without-offset"]).toBe(1);
  });

  it.each([null, "", "yesterday", "2025-02-30T00:00:00Z", "2025-11-03", "1762156800"])(
    "%j is none: the run began with its first review",
    async (started_at) => {
      const { ledger } = await scratchLedger();
      const odd = change(change(chain, "review_runs", { started_at }), "gate_reviews", {
        reviewed_at: oldTime(-3),
      });
      const report = await importFile(ledger, oldFile(odd));
      expect(await getRun(ledger, 1)).toMatchObject({ startedAt: "2025-11-03T07:57:00.000Z" });
      expect(repairsOf(report)["time-unreadable"]).toBe(1);
    },
  );
});

describe("note paths become canonical", () => {
  it.each([`./${NOTE}`, "kb//notes/../notes/a.md", `/home/me/kb/${NOTE}`])("%s", async (note_path) => {
    const { ledger } = await scratchLedger();
    const tables = allTables.reduce((all, table) => change(all, table, { note_path }), chain);
    const report = await importFile(ledger, oldFile(tables));
    expect(report.pairs).toMatchObject({ freshBefore: 2, fresh: 2 });
    expect(repairsOf(report)["path-rewritten"]).toBe(3);
    expect((await getRun(ledger, 1)).notePath).toBe(NOTE);
  });

  it.each(["../secret.md", "/etc/passwd", "a/../../b.md", "C:\\notes\\a.md", "kb/\0.md"])(
    "%j stays as it is, and is never fresh",
    async (note_path) => {
      const { ledger } = await scratchLedger();
      const tables = allTables.reduce((all, table) => change(all, table, { note_path }), chain);
      const report = await importFile(ledger, oldFile(tables));
      expect((await getRun(ledger, 1)).notePath).toBe(note_path);
      expect(report.pairs).toMatchObject({ fresh: 0, stale: { "note-missing": 2 } });
      expect(repairsOf(report)["path-outside"]).toBe(3);
    },
  );
});

it("a git blob id in capitals is one; anything else gets a stand-in that names it", async () => {
  const { ledger } = await scratchLedger();
  const shouted = change(chain, "review_runs", {
    reviewed_note_sha: String(chain.review_runs[0]?.reviewed_note_sha).toUpperCase(),
  });
  expect((await importFile(ledger, oldFile(shouted))).pairs.fresh).toBe(2);
  const named = { reviewed_note_sha: "HEAD:kb/notes/a.md" };
  await importFile(ledger, oldFile(change(change(chain, "review_runs", named), "gate_reviews", named)));
  const [run] = await listRuns(ledger);
  expect(await getSnapshot(ledger, run?.reviewedNoteSha ?? "")).toBe(
    'The old ledger names "HEAD:kb/notes/a.md" where the git blob of a text should be.\n',
  );
});

it("long texts are cut as those of any run; a long judgement is kept whole", async () => {
  const { ledger } = await scratchLedger();
  const long = "0123456789".repeat(1_000_000);
  const tables = change(chain, "review_runs", { raw_bundle_markdown: long, debug_log: long });
  const path = oldFile(
    change(tables, "gate_reviews", { rationale_markdown: long, evidence_json: `"${long}"` }),
  );
  const report = await importFile(ledger, path);
  const { rawBundleMarkdown = "", debugLog = "" } = await getRunOutput(ledger, 1);
  expect(Buffer.byteLength(rawBundleMarkdown)).toBeLessThanOrEqual(RAW_BUNDLE_LIMIT);
  expect(Buffer.byteLength(debugLog)).toBeLessThanOrEqual(DEBUG_LOG_LIMIT);
  expect(repairsOf(report)["text-cut"]).toBe(2);
  expect((await getRun(ledger, 1)).gateReviews[0]).toMatchObject({ rationaleMarkdown: long, evidence: long });
});

it("an empty file of the right tables is an import of nothing", async () => {
  const { ledger } = await scratchLedger();
  const report = await importFile(ledger, oldFile({}), sourcesOf({ notes: { [NOTE]: NOTE_TEXT } }));
  expect(report.added).toEqual({
    reviewRuns: 0,
    reviewRunGates: 0,
    gateReviews: 0,
    acceptanceEvents: 0,
    snapshots: 0,
  });
});
