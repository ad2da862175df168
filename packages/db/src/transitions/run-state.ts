import { asc, eq } from "drizzle-orm";
import type { Telemetry } from "../execution-data.ts";
import { runColumns } from "../queries/run-columns.ts";
import { type RequestedGate, type Run, toRun } from "../rows.ts";
import { gateReviews, reviewRunGates, reviewRuns } from "../tables.ts";
import type { Executor } from "../transaction.ts";
import type { Decision, GateReviewId, ModelId, RunId } from "../vocabulary.ts";

/** Everything a decider may base a decision on. */
export interface RunState {
  run: Run;
  gates: RequestedGate[];
  written: { id: GateReviewId; gateId: string; gateSha: string; decision: Decision }[];
}

export interface NewGateReview {
  gateId: string;
  decision: Decision;
  rationaleMarkdown: string;
  evidence?: unknown;
  /** Takes the place of the one already written for this gate. */
  replaces?: GateReviewId;
}

/** How a run ends. */
export type RunEnd = { status: "completed" } | { status: "failed"; reason: string };

/** What a decider wants changed. Applied in this order, all or nothing. */
export interface RunChange {
  gateReviews?: readonly NewGateReview[];
  rekeyTo?: ModelId;
  /** `completed` also appends one acceptance event per gate review. */
  end?: RunEnd;
  telemetry?: Telemetry;
  rawBundleMarkdown?: string;
  debugLog?: string;
}

/** Reads the state of a run inside a transaction; undefined if there is no such run. */
export function loadRunState(tx: Executor, runId: RunId): RunState | undefined {
  const row = tx.select(runColumns).from(reviewRuns).where(eq(reviewRuns.id, runId)).get();
  if (!row) return undefined;
  return {
    run: toRun(row),
    gates: tx
      .select({ gateId: reviewRunGates.gateId, gateSha: reviewRunGates.gateSha })
      .from(reviewRunGates)
      .where(eq(reviewRunGates.reviewRunId, runId))
      .orderBy(asc(reviewRunGates.ordinal))
      .all(),
    written: tx
      .select({
        id: gateReviews.id,
        gateId: gateReviews.gateId,
        gateSha: gateReviews.gateSha,
        decision: gateReviews.decision,
      })
      .from(gateReviews)
      .where(eq(gateReviews.reviewRunId, runId))
      .orderBy(asc(gateReviews.id))
      .all(),
  };
}
