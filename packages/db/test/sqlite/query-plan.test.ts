import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { migrate } from "../../src/sqlite/schema/migrate.ts";
import { sqliteStorage } from "../../src/sqlite/sqlite-storage.ts";
import type { Storage } from "../../src/storage.ts";
import type { ModelId } from "../../src/vocabulary.ts";
import { newRun } from "../new-run.ts";

const now = () => "2026-03-01T12:00:00.000Z";
const modelId = "m" as ModelId;

/** The query plan of every statement that `work` runs on a fresh ledger, with what `seed` recorded, one step a line. */
async function plansOf(
  work: (storage: Storage) => Promise<unknown>,
  seed: (storage: Storage) => Promise<unknown> = async () => {},
): Promise<string[]> {
  const statements: string[] = [];
  let isRecording = false;
  const sqlite = new Database(":memory:", {
    verbose: (sql) => {
      if (isRecording && !String(sql).includes("TRANSACTION")) statements.push(String(sql));
    },
  });
  migrate(sqlite, ":memory:", now);
  const storage = sqliteStorage({ url: ":memory:", sqlite, now });
  await seed(storage);
  isRecording = true;
  await work(storage).catch(() => {});
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

it("newestAcceptance asks its indexes, however long the history", async () => {
  const pair = { notePath: "n.md", gateId: "a", modelId };
  const carriedOver = async (storage: Storage) => {
    const run = newRun({ gates: newRun().gates.slice(0, 1) });
    const gateReviews = [{ gateId: "a", decision: "pass", rationaleMarkdown: "x" } as const];
    await storage.changeRuns([await storage.createRun(run)], () => ({
      change: { gateReviews, end: { status: "completed" } },
    }));
    await storage.appendAcceptances({ pairs: [pair] }, ([event]) => {
      if (!event) return [];
      const { id: _, acceptedAt: __, ...rest } = event;
      const override = { acceptanceKind: "manual-override", overrideDecision: "fail", remark: "x" } as const;
      return [
        { ...rest, ...override },
        { ...rest, notePath: "new.md", acceptanceKind: "trivial-change-ack" },
      ];
    });
  };
  const asked = { ...pair, notePath: "new.md" };
  expect(await plansOf((storage) => storage.newestAcceptance(asked), carriedOver)).toEqual([
    "SEARCH acceptance_events USING INDEX acceptance_events_current (model_id=? AND note_path=? AND gate_id=?)",
    "SEARCH acceptance_events USING INDEX acceptance_events_overrides (accepted_review_id=?)",
    "SEARCH gate_reviews USING INTEGER PRIMARY KEY (rowid=?)",
  ]);
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
