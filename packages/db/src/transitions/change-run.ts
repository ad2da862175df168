import { and, eq, sql } from "drizzle-orm";
import { LedgerConstraintError, RunNotFoundError } from "../errors.ts";
import { connectionOf, type Ledger } from "../ledger.ts";
import { gateReviews, reviewRuns } from "../tables.ts";
import { type Executor, writeTransaction } from "../transaction.ts";
import type { GateReviewId, RunId } from "../vocabulary.ts";
import { loadRunState, type RunChange, type RunEnd, type RunState } from "./run-state.ts";

/** What a decider answers: a change, an error, or a change to keep together with an error to throw. */
export interface Verdict {
  change?: RunChange;
  error?: Error;
}

/**
 * The one way to change a run: in one immediate transaction loads its state, asks the decider, applies the
 * change with guarded statements and commits; then throws the verdict's error, if it has one. Returns the
 * ids of the gate reviews written. Throws RunNotFoundError for an unknown run.
 */
export async function changeRun(
  ledger: Ledger,
  runId: RunId,
  decide: (state: RunState) => Verdict,
): Promise<GateReviewId[]> {
  const connection = connectionOf(ledger);
  const { error, ids } = writeTransaction(connection, (tx) => {
    const state = loadRunState(tx, runId);
    if (!state) throw new RunNotFoundError(runId);
    const verdict = decide(state);
    const change = verdict.change ?? {};
    return { error: verdict.error, ids: applyChange(tx, state, change, connection.now(), connection.url) };
  });
  if (error) throw error;
  return ids;
}

function applyChange(
  tx: Executor,
  state: RunState,
  change: RunChange,
  now: string,
  url: string,
): GateReviewId[] {
  const { id } = state.run;
  const ids = (change.gateReviews ?? []).map((review) => {
    const gateSha = state.gates.find((gate) => gate.gateId === review.gateId)?.gateSha;
    if (gateSha === undefined)
      throw new LedgerConstraintError(url, `gate ${review.gateId} is not in run ${id}`);
    if (review.replaces !== undefined) {
      tx.delete(gateReviews)
        .where(and(eq(gateReviews.id, review.replaces), eq(gateReviews.reviewRunId, id)))
        .run();
    }
    return tx
      .insert(gateReviews)
      .values({
        reviewRunId: id,
        notePath: state.run.notePath,
        gateId: review.gateId,
        modelId: state.run.modelId,
        decision: review.decision,
        rationaleMarkdown: review.rationaleMarkdown,
        evidenceJson: review.evidence === undefined ? null : JSON.stringify(review.evidence),
        gateSha,
        reviewedNoteSha: state.run.reviewedNoteSha,
        reviewedAt: now,
        reviewKind: "full-review",
      })
      .returning({ id: gateReviews.id })
      .get().id;
  });
  updateExecutionData(tx, id, change);
  if (change.rekeyTo !== undefined) updateRunning(tx, id, { modelId: change.rekeyTo }, url);
  if (change.end) endRun(tx, id, change.end, now, url);
  return ids;
}

function updateExecutionData(tx: Executor, id: RunId, change: RunChange): void {
  const { telemetry, rawBundleMarkdown, debugLog } = change;
  if (telemetry === undefined && rawBundleMarkdown === undefined && debugLog === undefined) return;
  const telemetryJson = telemetry && JSON.stringify(telemetry);
  tx.update(reviewRuns)
    .set({ telemetryJson, rawBundleMarkdown, debugLog })
    .where(eq(reviewRuns.id, id))
    .run();
}

function endRun(tx: Executor, id: RunId, end: RunEnd, now: string, url: string): void {
  const failureReason = end.status === "failed" ? end.reason : null;
  updateRunning(tx, id, { status: end.status, completedAt: now, failureReason }, url);
  if (end.status === "completed") {
    tx.run(sql`
      INSERT INTO acceptance_events
        (note_path, gate_id, model_id, accepted_review_id, accepted_note_sha, accepted_gate_sha, accepted_at, acceptance_kind)
      SELECT review.note_path, review.gate_id, review.model_id, review.id, review.reviewed_note_sha, review.gate_sha,
        ${now}, 'full-review'
      FROM gate_reviews AS review
      JOIN review_run_gates AS gate ON gate.review_run_id = review.review_run_id AND gate.gate_id = review.gate_id
      WHERE review.review_run_id = ${id} ORDER BY gate.ordinal`);
  }
}

/** A move out of `running` (or within it) touches exactly one row, or nothing of the transaction stays. */
function updateRunning(
  tx: Executor,
  id: RunId,
  set: Partial<typeof reviewRuns.$inferInsert>,
  url: string,
): void {
  const { changes } = tx
    .update(reviewRuns)
    .set(set)
    .where(and(eq(reviewRuns.id, id), eq(reviewRuns.status, "running")))
    .run();
  if (changes !== 1) throw new LedgerConstraintError(url, `run ${id} is not running`);
}
