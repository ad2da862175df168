import type { ExecutionData, Ledger, RunId } from "@review/db";
import { checkFields } from "@review/db/check-fields";
import { changeRuns } from "@review/db/transitions";
import { decideFail } from "./deciders/fail.ts";
import { InvalidInputError } from "./errors.ts";
import { checkExecutionData } from "./execution-data.ts";

export interface FailRunsOptions {
  runIds: readonly RunId[];
  /** One sentence for a person. */
  reason: string;
  executionData?: ExecutionData;
}

export interface FailRunOptions extends Omit<FailRunsOptions, "runIds"> {
  runId: RunId;
}

const FIELDS = { runId: "number", reason: "text", executionData: "object?" } as const;

/**
 * running → failed, with the reason and whatever execution data there is. Returns the run id. Throws
 * InvalidInputError for a blank reason or telemetry that cannot be kept, RunNotFoundError, or RunNotRunningError if the
 * run has ended.
 */
export async function failRun(ledger: Ledger, options: FailRunOptions): Promise<RunId> {
  checkFields(options, "failRun", FIELDS);
  const { runId, ...rest } = options;
  await failRuns(ledger, { runIds: [runId], ...rest });
  return runId;
}

/** As failRun for several runs in one transaction: where one of them cannot be failed, none is. Returns their ids. */
export async function failRuns(ledger: Ledger, options: FailRunsOptions): Promise<RunId[]> {
  checkFields(options, "failRuns", { runIds: "numbers", reason: "text", executionData: "object?" });
  const { runIds, reason, executionData } = options;
  if (reason.trim() === "") {
    throw new InvalidInputError(`say why run ${runIds.join(", ")} fails: the reason is empty`);
  }
  if (executionData) checkExecutionData(executionData);
  await changeRuns(ledger, runIds, (state) => decideFail(state, { reason: reason.trim(), executionData }));
  return [...runIds];
}
