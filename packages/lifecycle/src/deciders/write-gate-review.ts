import type { RunState, Verdict } from "@review/db/transitions";
import {
  GateAlreadyReviewedError,
  GateChangedError,
  GateNotRequestedError,
  InvalidInputError,
  RunNotRunningError,
} from "../errors.ts";
import { refuseFindings } from "../finding-errors.ts";
import { type GateReviewInput, gateReviewProblem } from "../gate-review-input.ts";
import type { Proven } from "../prove-reviews.ts";

/** Decides whether some gate reviews may be written into a run: all of them, or an error and none. */
export function decideWrite(
  { run, gates, written }: RunState,
  reviews: readonly Proven<WriteInput>[],
): Verdict {
  if (run.status !== "running") return { error: new RunNotRunningError(run.id, run.status) };
  const seen = new Set<string>();
  for (const review of reviews) {
    const { gateId } = review;
    const requested = gates.find((gate) => gate.gateId === gateId);
    if (!requested)
      return {
        error: new GateNotRequestedError(
          run.id,
          gateId,
          gates.map((gate) => gate.gateId),
        ),
      };
    if (seen.has(gateId))
      return { error: new InvalidInputError(`gate ${gateId} was given twice for run ${run.id}`) };
    seen.add(gateId);
    const problem = gateReviewProblem(review);
    if (problem) return { error: new InvalidInputError(problem) };
    if (review.problems.length > 0) return { error: refuseFindings(gateId, review.problems) };
    if (review.gateSha !== undefined && review.gateSha !== requested.gateSha) {
      return { error: new GateChangedError(run.id, gateId) };
    }
    if (!review.replace && written.some((other) => other.gateId === gateId)) {
      return { error: new GateAlreadyReviewedError(run.id, gateId) };
    }
  }
  const gateReviews = reviews.map(({ replace: _, gateSha: __, problems: ___, ...review }) => ({
    ...review,
    replaces: written.find((other) => other.gateId === review.gateId)?.id,
  }));
  return { change: { gateReviews } };
}

export interface WriteInput extends GateReviewInput {
  /** Take the place of a review already written for the gate. Default false: that is an error. */
  replace?: boolean;
}
