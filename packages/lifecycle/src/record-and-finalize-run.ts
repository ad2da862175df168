import { type ExecutionData, type Ledger, MODEL_EVIDENCE, type RunId, RunNotFoundError } from "@review/db";
import { checkFields } from "@review/db/check-fields";
import { changeRun, type RunState } from "@review/db/transitions";
import { decideFail } from "./deciders/fail.ts";
import { decideFinalize, type FinalizeInput } from "./deciders/finalize.ts";
import { InvalidInputError, InvalidModelError, LifecycleError, RunFailedError } from "./errors.ts";
import { checkExecutionData } from "./execution-data.ts";
import { checkGateReviews, type GateReviewInput } from "./gate-review-input.ts";
import { KeysTakenMeanwhile, untilKeysHold } from "./key-holders.ts";
import { asModelId, CHECKS_PARTITION } from "./model-partition.ts";
import { ANSWERER_FIELDS } from "./other-model.ts";
import { newKeysOf, requireOwnKeys } from "./own-keys.ts";
import { proveReviews } from "./prove-reviews.ts";

export interface FinalizeRunOptions extends Omit<FinalizeInput, "gateReviews"> {
  runId: RunId;
  gateReviews?: readonly GateReviewInput[];
}

const FIELDS = {
  runId: "number",
  gateReviews: "list?",
  modelEvidence: "text?",
  ...ANSWERER_FIELDS,
} as const;

/**
 * Ends a running run. In one transaction: records the gate reviews passed in, rekeys the run if
 * `actualModelId` is another partition (with the evidence `observed` or `declared`, default `declared`),
 * checks coverage, completes the run, appends one acceptance event per requested gate under the final
 * partition and attaches the execution data. Returns the run id.
 *
 * If coverage is incomplete, a decision is `error`, a finding quotes what does not stand in the note, another model answered
 * than is required or recording fails, nothing of that remains: the run is failed with the reason, its execution data is
 * kept, and RunFailedError is thrown.
 *
 * Changes nothing and throws RunNotRunningError if the run has ended, RunNotFoundError if there is none,
 * InvalidInputError for any other evidence of the model, or for telemetry or a gate's evidence that cannot be kept.
 */
export async function recordAndFinalizeRun(ledger: Ledger, options: FinalizeRunOptions): Promise<RunId> {
  checkFields(options, "recordAndFinalizeRun", FIELDS);
  const { runId, gateReviews = [], actualModelId, modelEvidence, executionData } = options;
  if (actualModelId !== undefined && asModelId(actualModelId) === CHECKS_PARTITION) {
    throw new InvalidModelError(actualModelId, "no model answers checks");
  }
  if (modelEvidence !== undefined && !MODEL_EVIDENCE.includes(modelEvidence)) {
    throw new InvalidInputError(`${modelEvidence} evidence never rekeys: it is observed or declared`);
  }
  if (executionData) checkExecutionData(executionData);
  checkGateReviews(gateReviews);
  await untilKeysHold(async () => {
    const proven = await proveReviews(ledger, runId, gateReviews);
    const decide = (state: RunState) => {
      requireOwnKeys(state, proven);
      return decideFinalize(state, { ...options, gateReviews: proven });
    };
    try {
      await changeRun(ledger, runId, decide, newKeysOf(proven));
    } catch (error) {
      const isTold = [LifecycleError, RunNotFoundError, KeysTakenMeanwhile].some(
        (known) => error instanceof known,
      );
      throw isTold ? error : await failUnrecorded(ledger, options, error);
    }
  });
  return runId;
}

/** Fails a run whose end could not be recorded; if its execution data was the cause, without it. */
async function failUnrecorded(
  ledger: Ledger,
  { runId, executionData }: FinalizeRunOptions,
  cause: unknown,
): Promise<RunFailedError> {
  const failed = new RunFailedError(runId, [
    `recording failed: ${cause instanceof Error ? cause.message : cause}`,
  ]);
  failed.cause = cause;
  const fail = (data?: ExecutionData) =>
    changeRun(ledger, runId, (state) => decideFail(state, { reason: failed.reason, executionData: data }));
  await fail(executionData).catch((error) => {
    if (error instanceof LifecycleError || !executionData) throw error;
    return fail();
  });
  return failed;
}
