import type { Database } from "better-sqlite3";
import type { NewGateReview, RunChange, RunEnd, RunState, Verdict } from "../../changes.ts";
import { LedgerConstraintError, RunNotFoundError } from "../../errors.ts";
import type { GateReviewId, ReviewKind, RunId } from "../../vocabulary.ts";
import { oncePerDatabase } from "../once-per-database.ts";
import { prepared } from "../prepared.ts";
import { listPairsOfKeys } from "../reads/list-findings.ts";
import { loadRunState } from "./load-run-state.ts";
import { deleteFindings, insertFindings } from "./write-findings.ts";

/**
 * Loads the state of a run, asks the decider and applies its change with guarded statements. To be called in a write
 * transaction. Throws RunNotFoundError, and an error of the decider's that comes without a change; one that comes with a
 * change is for the caller to throw after the commit.
 */
export function changeRun(
  sqlite: Database,
  id: RunId,
  decide: (state: RunState) => Verdict,
  { now, url, keys = [] }: { now: string; url: string; keys?: readonly string[] | undefined },
): { ids: GateReviewId[]; error: Error | undefined } {
  const loaded = loadRunState(sqlite, id);
  if (!loaded) throw new RunNotFoundError(id);
  const state = keys.length === 0 ? loaded : { ...loaded, keyHolders: listPairsOfKeys(sqlite, keys) };
  const { change, error } = decide(state);
  if (error && !change) throw error;
  return { ids: applyChange(sqlite, state, change ?? {}, now, url), error };
}

function applyChange(
  sqlite: Database,
  state: RunState,
  change: RunChange,
  now: string,
  url: string,
): GateReviewId[] {
  const { id } = state.run;
  const ids = writeReviews(sqlite, state, change.gateReviews ?? [], now, url);
  updateExecutionData(sqlite, id, change);
  if (change.rekeyTo !== undefined) {
    const rekey = prepared(sqlite, "UPDATE review_runs SET model_id = ? WHERE id = ? AND status = 'running'");
    requireOneRow(rekey.run(change.rekeyTo, id), id, url);
  }
  if (change.end) endRun(sqlite, id, change.end, now, url);
  return ids;
}

const FULL_REVIEW: ReviewKind = "full-review";

const INSERT_REVIEW = `INSERT INTO gate_reviews
  (review_run_id, note_path, gate_id, model_id, decision, rationale_markdown, evidence_json, gate_sha,
   reviewed_note_sha, reviewed_at, review_kind)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const insertReview = oncePerDatabase((sqlite) => sqlite.prepare(INSERT_REVIEW));

function writeReviews(
  sqlite: Database,
  { run, gates }: RunState,
  reviews: readonly NewGateReview[],
  now: string,
  url: string,
): GateReviewId[] {
  if (reviews.length === 0) return [];
  const shaOf = new Map(gates.map(({ gateId, gateSha }) => [gateId, gateSha]));
  const insert = insertReview(sqlite);
  return reviews.map((review) => {
    const { gateId, replaces, decision, rationaleMarkdown, evidence, findings = [] } = review;
    const gateSha = shaOf.get(gateId);
    if (gateSha === undefined) throw new LedgerConstraintError(url, `gate ${gateId} is not in run ${run.id}`);
    if (replaces !== undefined) {
      deleteFindings(sqlite, replaces);
      prepared(sqlite, "DELETE FROM gate_reviews WHERE id = ? AND review_run_id = ?").run(replaces, run.id);
    }
    const { id, notePath, modelId, reviewedNoteSha } = run;
    const judgement = [decision, rationaleMarkdown, evidence === undefined ? null : JSON.stringify(evidence)];
    const { lastInsertRowid } = insert.run(
      ...[id, notePath, gateId, modelId, ...judgement, gateSha, reviewedNoteSha, now],
      review.kind ?? FULL_REVIEW,
    );
    const reviewId = Number(lastInsertRowid);
    insertFindings(sqlite, reviewId, findings, now);
    return reviewId;
  });
}

function updateExecutionData(sqlite: Database, id: RunId, change: RunChange): void {
  const { telemetry, rawBundleMarkdown, debugLog } = change;
  if (telemetry === undefined && rawBundleMarkdown === undefined && debugLog === undefined) return;
  // What is not given stays as it is.
  prepared(
    sqlite,
    `UPDATE review_runs SET telemetry_json = coalesce(?, telemetry_json),
         raw_bundle_markdown = coalesce(?, raw_bundle_markdown), debug_log = coalesce(?, debug_log) WHERE id = ?`,
  ).run(telemetry && JSON.stringify(telemetry), rawBundleMarkdown, debugLog, id);
}

const finishRun = oncePerDatabase((sqlite) =>
  sqlite.prepare(
    "UPDATE review_runs SET status = ?, completed_at = ?, failure_reason = ? WHERE id = ? AND status = 'running'",
  ),
);

/** A trigger accepts the reviews of a run that completes. */
function endRun(sqlite: Database, id: RunId, end: RunEnd, now: string, url: string): void {
  const failureReason = end.status === "failed" ? end.reason : null;
  requireOneRow(finishRun(sqlite).run(end.status, now, failureReason, id), id, url);
}

/** A move out of `running` (or within it) touches exactly one row, or nothing of the transaction stays. */
function requireOneRow({ changes }: { changes: number }, id: RunId, url: string): void {
  if (changes !== 1) throw new LedgerConstraintError(url, `run ${id} is not running`);
}
