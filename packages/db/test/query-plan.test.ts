import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { ledgerOver } from "../src/connection.ts";
import type { Ledger } from "../src/ledger.ts";
import { migrate } from "../src/migrate.ts";
import { readCurrentAcceptances } from "../src/queries/current-acceptances.ts";
import { listFixQueue } from "../src/queries/list-fix-queue.ts";
import { findRecordedPartition } from "../src/queries/requested-partition.ts";
import { changeRun } from "../src/transitions.ts";
import type { ModelId } from "../src/vocabulary.ts";

const now = () => "2026-03-01T12:00:00.000Z";
const modelId = "m" as ModelId;

/** The query plan of every statement that `work` runs on a fresh ledger, one step a line. */
async function plansOf(work: (ledger: Ledger) => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  let isRecording = false;
  const sqlite = new Database(":memory:", {
    verbose: (sql) => {
      if (isRecording && !String(sql).includes("TRANSACTION")) statements.push(String(sql));
    },
  });
  migrate(sqlite, ":memory:", now);
  isRecording = true;
  await work(ledgerOver({ url: ":memory:", sqlite, now }, false)).catch(() => {});
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
  expect(await plansOf((ledger) => findRecordedPartition(ledger, modelId))).toEqual([
    "SEARCH review_runs USING INDEX review_runs_requested (<expr>=?)",
  ]);
});

it("readCurrentAcceptances reads the current acceptances of a note in the order of their key, and no event", async () => {
  const plans = await plansOf((ledger) =>
    readCurrentAcceptances(ledger, modelId, (current) => {
      current.versionsOfNote("n.md", "sha");
      current.acceptedVersionOf("n.md");
      current.ofNote("n.md");
    }),
  );
  const step = "SEARCH current_acceptances USING PRIMARY KEY (model_id=? AND note_path=?)";
  expect(plans).toEqual([step, step, step]);
});

it("loading a run's state scans nothing", async () => {
  const plans = await plansOf((ledger) => changeRun(ledger, 1, () => ({})));
  expect(plans).not.toEqual([]);
  expect(plans.filter((step) => !step.startsWith("SEARCH"))).toEqual([]);
});

it("listFixQueue begins with the few pairs that it may name, and asks for the rest by index", async () => {
  const plans = await plansOf((ledger) => listFixQueue(ledger));
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
