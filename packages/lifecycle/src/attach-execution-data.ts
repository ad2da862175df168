import type { ExecutionData, Ledger, RunId } from "@review/db";
import { checkFields } from "@review/db/check-fields";
import { changeRun } from "@review/db/transitions";
import { checkExecutionData, mergeExecutionData } from "./execution-data.ts";

export interface AttachExecutionDataOptions extends ExecutionData {
  runId: RunId;
}

/**
 * Keeps what is given of telemetry, raw bundle and debug log beside a run in any status and leaves the rest
 * as it is; telemetry is merged key by key. Never rekeys. Returns the run id. Throws RunNotFoundError, or
 * InvalidInputError for telemetry with a known key of another kind or that JSON cannot hold.
 */
export async function attachExecutionData(
  ledger: Ledger,
  options: AttachExecutionDataOptions,
): Promise<RunId> {
  checkFields(options, "attachExecutionData", { runId: "number" });
  const { runId, ...data } = options;
  checkExecutionData(data);
  await changeRun(ledger, runId, ({ run }) => ({ change: mergeExecutionData(data, run.telemetry) }));
  return runId;
}
