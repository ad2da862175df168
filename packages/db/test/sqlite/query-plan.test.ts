import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { migrate } from "../../src/sqlite/schema/migrate.ts";
import { sqliteStorage } from "../../src/sqlite/sqlite-storage.ts";
import type { Storage } from "../../src/storage.ts";
import type { ModelId } from "../../src/vocabulary.ts";

const now = () => "2026-03-01T12:00:00.000Z";
const modelId = "m" as ModelId;

/** The query plan of every statement that `work` runs on a fresh ledger, one step a line. */
async function plansOf(work: (storage: Storage) => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  let isRecording = false;
  const sqlite = new Database(":memory:", {
    verbose: (sql) => {
      if (isRecording && !String(sql).includes("TRANSACTION")) statements.push(String(sql));
    },
  });
  migrate(sqlite, ":memory:", now);
  isRecording = true;
  await work(sqliteStorage({ url: ":memory:", sqlite, now })).catch(() => {});
  isRecording = false;
  return statements
    .filter((sql) => /^\s*(?:select|with)\b/i.test(sql))
    .flatMap((sql) =>
      sqlite
        .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map(({ detail }) => detail)
        .filter((step) => /^(SEARCH|SCAN|USE TEMP)/.test(step)),
    );
}

it("findRecordedPartition asks its index", async () => {
  expect(await plansOf((storage) => storage.findRecordedPartition(modelId))).toEqual([
    "SEARCH review_runs USING INDEX review_runs_requested (<expr>=?)",
  ]);
});

it("acceptancesOf reads the current acceptances of a note in the order of their key, and no event", async () => {
  const plans = await plansOf(async (storage) => {
    for await (const _ of storage.acceptancesOf(modelId, [{ notePath: "n.md", noteSha: "sha" }]));
  });
  expect(new Set(plans)).toEqual(
    new Set(["SEARCH current_acceptances USING PRIMARY KEY (model_id=? AND note_path=?)"]),
  );
});

it("loading a run's state scans nothing", async () => {
  const plans = await plansOf((storage) => storage.changeRuns([1], () => ({})));
  expect(plans).not.toEqual([]);
  expect(plans.filter((step) => !step.startsWith("SEARCH"))).toEqual([]);
});

it("listFixQueue begins with the few pairs that it may name, and asks for the rest by index", async () => {
  const plans = await plansOf((storage) => storage.listFixQueue({}));
  const tables = plans.filter((step) => step.startsWith("SCAN") && !step.startsWith("SCAN json_each"));
  expect(tables).toEqual([
    "SCAN gate_reviews USING COVERING INDEX gate_reviews_with_findings",
    "SCAN acceptance_events USING INDEX acceptance_events_overrides",
    "SCAN carried USING INDEX acceptance_events_carried",
    "SCAN pair",
    "SCAN partition",
    "SCAN newest",
    "SCAN partition",
  ]);
});
