import type { Decision, Run, RunDetails, RunId } from "@review/db";
import { type Answerer, completionProblems, type WriteInput } from "@review/lifecycle";

/** What of a run is written and what is missing. */
export interface ProgressDocument
  extends Pick<
    Run,
    "status" | "notePath" | "modelId" | "runner" | "startedAt" | "completedAt" | "failureReason"
  > {
  runId: RunId;
  /** The requested gates, in their order. */
  gates: GateDecision[];
  /** Ids of the gates that are not reviewed yet. */
  missing: string[];
}

export interface GateDecision {
  gateId: string;
  /** `null` if there is no review. */
  decision: Decision | null;
}

/** Whether a run would complete. */
export interface CompletionDocument {
  runId: RunId;
  complete: boolean;
  /** Why not, a sentence each. */
  problems: string[];
}

/** Gate reviews that were recorded one by one. */
export interface WrittenDocument {
  runId: RunId;
  written: { gateReviewId: number | undefined; gateId: string; decision: Decision }[];
  /** Ids of the gates that are not reviewed yet. */
  missing: string[];
}

export function viewProgress(run: RunDetails): ProgressDocument {
  const { id: runId, status, notePath, modelId, runner, startedAt, completedAt, failureReason } = run;
  const about = { runId, status, notePath, modelId, runner, startedAt, completedAt, failureReason };
  const gates = decisionsOf(run);
  const missing = gates.filter(({ decision }) => decision === null).map(({ gateId }) => gateId);
  return { ...about, gates, missing };
}

export function viewCompletion(run: RunDetails, answerer: Answerer): CompletionDocument {
  const problems = completionProblems(run, answerer);
  return { runId: run.id, complete: problems.length === 0, problems };
}

/** What was recorded of a run as it is now; `ids` are those of the reviews, in their order. */
export function viewWritten(
  run: RunDetails,
  reviews: readonly WriteInput[],
  ids: readonly number[],
): WrittenDocument {
  const { runId, missing } = viewProgress(run);
  const written = reviews.map(({ gateId, decision }, index) => ({
    gateReviewId: ids[index],
    gateId,
    decision,
  }));
  return { runId, written, missing };
}

/** The decision about each requested gate, in their order. */
export function decisionsOf({ gates, gateReviews }: RunDetails): GateDecision[] {
  const decisions = new Map(gateReviews.map(({ gateId, decision }) => [gateId, decision]));
  return gates.map(({ gateId }) => ({ gateId, decision: decisions.get(gateId) ?? null }));
}
