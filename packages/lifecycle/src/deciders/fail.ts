import type { ExecutionData } from "@review/db";
import type { RunState, Verdict } from "@review/db/transitions";
import { RunNotRunningError } from "../errors.ts";
import { mergeExecutionData } from "../execution-data.ts";

/** Decides whether a run may be failed: only a running one. */
export function decideFail(
  { run }: RunState,
  { reason, executionData = {} }: { reason: string; executionData?: ExecutionData },
): Verdict {
  if (run.status !== "running") return { error: new RunNotRunningError(run.id, run.status) };
  return {
    change: { ...mergeExecutionData(executionData, run.telemetry), end: { status: "failed", reason } },
  };
}
