import { join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { sqliteStorage } from "../../src/sqlite/sqlite-storage.ts";
import { newRun } from "../new-run.ts";

import { openSqlite } from "./open-sqlite.ts";

it("getRun sees a run as it was at one moment, also where another process completes it between two statements", async () => {
  const path = join(scratchFolder(), "l.sqlite");
  const { storage, sqlite } = await openSqlite(path);
  const id = await storage.createRun(newRun());
  const insertReview = sqlite.prepare(
    `INSERT INTO gate_reviews (review_run_id, note_path, gate_id, model_id, decision, rationale_markdown, gate_sha,
       reviewed_note_sha, reviewed_at, review_kind)
     SELECT run.id, note_path, gate_id, model_id, 'pass', 'x', gate_sha, reviewed_note_sha, started_at, 'full-review'
     FROM review_runs AS run JOIN review_run_gates ON review_run_id = run.id`,
  );
  const reader = new Database(path, {
    verbose: (sql) => {
      if (String(sql).includes("FROM gate_reviews") && insertReview.run().changes === 2) {
        sqlite.exec("UPDATE review_runs SET status = 'completed', completed_at = started_at");
      }
    },
  });
  const storageOfReader = sqliteStorage({ url: path, sqlite: reader, now: () => "" });
  expect(await storageOfReader.getRun(id)).toMatchObject({ status: "running", gateReviews: [] });
  reader.close();
  expect(await storage.getRun(id)).toMatchObject({ status: "completed", gateReviews: [{}, {}] });
});
