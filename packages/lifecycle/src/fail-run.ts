import type { ExecutionData, Ledger, RunId } from "@review/db";
import { changeRun } from "@review/db/transitions";
import { checkFields } from "./check-fields.ts";
import { decideFail } from "./deciders/fail.ts";
import { InvalidInputError } from "./errors.ts";
import { checkExecutionData } from "./execution-data.ts";

export interface FailRunOptions {
  runId: RunId;
  /** One sentence for a person. */
  reason: string;
  executionData?: ExecutionData;
}

/**
 * running → failed, with the reason and whatever execution data there is. Returns the run id. Throws
 * InvalidInputError for a blank reason or telemetry that cannot be kept, RunNotFoundError, or RunNotRunningError if the
 * run has ended.
 */
export async function failRun(ledger: Ledger, options: FailRunOptions): Promise<RunId> {
  checkFields(options, "failRun", { runId: "number", reason: "text", executionData: "object?" });
  const { runId, reason, executionData } = options;
  if (reason.trim() === "") throw new InvalidInputError(`say why run ${runId} fails: the reason is empty`);
  if (executionData) checkExecutionData(executionData);
  await changeRun(ledger, runId, (state) => decideFail(state, { reason: reason.trim(), executionData }));
  return runId;
}
