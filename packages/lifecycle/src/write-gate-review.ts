import type { GateReviewId, Ledger, RunId } from "@review/db";
import { checkFields } from "@review/db/check-fields";
import { changeRun, type RunState } from "@review/db/transitions";
import { decideWrite, type WriteInput } from "./deciders/write-gate-review.ts";
import { checkGateReviews } from "./gate-review-input.ts";
import { untilKeysHold } from "./key-holders.ts";
import { newKeysOf, requireOwnKeys } from "./own-keys.ts";
import { proveReviews } from "./prove-reviews.ts";

export interface WriteGateReviewOptions extends WriteInput {
  runId: RunId;
}

/**
 * Records one gate review while the run is running and returns its id. Throws RunNotFoundError,
 * RunNotRunningError, GateNotRequestedError, GateAlreadyReviewedError (unless `replace`), GateChangedError,
 * FindingsRefusedError (QuoteNotFoundError where words do not stand in the note) or InvalidInputError; then nothing was
 * recorded.
 */
export async function writeGateReview(
  ledger: Ledger,
  options: WriteGateReviewOptions,
): Promise<GateReviewId> {
  checkFields(options, "writeGateReview", { runId: "number", gateId: "text" });
  const { runId, ...review } = options;
  const [id] = await writeGateReviews(ledger, { runId, gateReviews: [review] });
  if (id === undefined) throw new Error(`run ${runId}: one gate review gave no id`);
  return id;
}

/** As writeGateReview for several gates at once: all are recorded or none. Returns the ids in the given order. */
export async function writeGateReviews(
  ledger: Ledger,
  options: { runId: RunId; gateReviews: readonly WriteInput[] },
): Promise<GateReviewId[]> {
  checkFields(options, "writeGateReviews", { runId: "number", gateReviews: "list" });
  const { runId, gateReviews } = options;
  checkGateReviews(gateReviews);
  return untilKeysHold(async () => {
    const proven = await proveReviews(ledger, runId, gateReviews);
    const decide = (state: RunState) => {
      requireOwnKeys(state, proven);
      return decideWrite(state, proven);
    };
    return changeRun(ledger, runId, decide, newKeysOf(proven));
  });
}
