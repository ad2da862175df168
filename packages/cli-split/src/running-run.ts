import { getRun, type Ledger, type RunDetails, type RunId } from "@review/db";
import { RunNotRunningError } from "@review/lifecycle";

/** A run that still takes reviews. Throws RunNotFoundError, RunNotRunningError. */
export async function getRunningRun(ledger: Ledger, runId: RunId): Promise<RunDetails> {
  const run = await getRun(ledger, runId);
  if (run.status !== "running") throw new RunNotRunningError(runId, run.status);
  return run;
}
