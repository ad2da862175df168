import type { Database } from "better-sqlite3";
import type { ImportedRun } from "../../imported-history.ts";
import type { GateReviewId, RunId } from "../../vocabulary.ts";
import { batchInserter, batchWriter } from "./batch-writer.ts";
import { lastId } from "./last-id.ts";

/** Ids of gate reviews by gate id, by the key of their run. */
export type ImportedReviewIds = ReadonlyMap<string, ReadonlyMap<string, GateReviewId>>;

/** Runs written together, with all their texts in memory. */
const RUNS_AT_A_TIME = 50;

/** Adds runs with their gates and reviews, and remembers their keys. To be called under the write lock. */
export function insertImportedRuns(sqlite: Database, runs: Iterable<ImportedRun>): ImportedReviewIds {
  const write = runWriter(sqlite);
  const reviewIds = new Map<string, Map<string, GateReviewId>>();
  let runId = lastId(sqlite, "review_runs");
  let reviewId = lastId(sqlite, "gate_reviews");
  let together: [RunId, ImportedRun, Map<string, GateReviewId>][] = [];
  for (const run of runs) {
    runId += 1;
    const ids = new Map<string, GateReviewId>();
    for (const { gateId } of run.reviews) {
      reviewId += 1;
      ids.set(gateId, reviewId);
    }
    reviewIds.set(run.key, ids);
    together.push([runId, run, ids]);
    if (together.length === RUNS_AT_A_TIME) {
      write(together);
      together = [];
    }
  }
  write(together);
  return reviewIds;
}

/** Writes runs in the order that the triggers ask for: running, with gates, with reviews, ended. */
function runWriter(sqlite: Database) {
  const insertRun = batchInserter(sqlite, "review_runs", [
    ...["id", "note_path", "model_id", "runner", "reviewed_note_sha", "started_at", "telemetry_json"],
  ]);
  const insertGate = batchInserter(sqlite, "review_run_gates", [
    ...["review_run_id", "gate_id", "gate_sha", "ordinal"],
  ]);
  const insertReview = batchInserter(sqlite, "gate_reviews", [
    ...["id", "review_run_id", "note_path", "gate_id", "model_id", "decision", "rationale_markdown"],
    ...["evidence_json", "gate_sha", "reviewed_note_sha", "reviewed_at", "review_kind"],
  ]);
  // The long texts come with the end: an update writes its row anew, and they would be written twice.
  const end = ["status", "completed_at", "failure_reason", "raw_bundle_markdown", "debug_log"];
  const endRun = batchWriter(
    sqlite,
    ["id", ...end],
    (values) => `WITH ended (id, ${end.join(", ")}) AS (${values})
      UPDATE review_runs SET ${end.map((column) => `${column} = ended.${column}`).join(", ")}
      FROM ended WHERE review_runs.id = ended.id`,
  );
  const remember = batchInserter(sqlite, "imported_rows", ["row_sha", "old_row", "review_run_id"]);

  return (runs: readonly (readonly [RunId, ImportedRun, ReadonlyMap<string, GateReviewId>])[]) => {
    for (const [id, run] of runs) {
      insertRun.add(
        ...[id, run.notePath, run.modelId, run.runner, run.reviewedNoteSha, run.startedAt, run.telemetryJson],
      );
    }
    insertRun.flush();
    for (const [id, { gates }] of runs) {
      for (const [ordinal, { gateId, gateSha }] of gates.entries())
        insertGate.add(id, gateId, gateSha, ordinal);
    }
    insertGate.flush();
    for (const [id, { notePath, modelId, reviewedNoteSha, gates, reviews }, reviewIds] of runs) {
      const gateShas = new Map(gates.map(({ gateId, gateSha }) => [gateId, gateSha]));
      for (const { gateId, decision, rationaleMarkdown, evidenceJson, reviewedAt, reviewKind } of reviews) {
        insertReview.add(
          ...[reviewIds.get(gateId) ?? null, id, notePath, gateId, modelId, decision, rationaleMarkdown],
          ...[evidenceJson ?? null, gateShas.get(gateId) ?? null, reviewedNoteSha, reviewedAt, reviewKind],
        );
      }
    }
    insertReview.flush();
    for (const [id, { key, oldRow, completedAt, failureReason = null, ...texts }] of runs) {
      const status = failureReason === null ? "completed" : "failed";
      const { rawBundleMarkdown = null, debugLog = null } = texts;
      endRun.add(id, status, completedAt, failureReason, rawBundleMarkdown, debugLog);
      remember.add(key, oldRow, id);
    }
    endRun.flush();
    remember.flush();
  };
}
