import type { Ledger, RunId } from "@review/db";
import { failRun } from "@review/lifecycle";
import type { Execution } from "../execution.ts";
import { executionDataOf } from "./execution-data.ts";

/** The first error is the one to report; a run that cannot be failed stays `running` and is listed as such. */
export async function failQuietly(
  ledger: Ledger,
  runId: RunId,
  error: unknown,
  execution: Execution | undefined,
): Promise<void> {
  const why = error instanceof Error ? error.message : String(error);
  const reason = `the batch broke off: ${why.toWellFormed()}`;
  const fail = (withData: boolean) =>
    failRun(ledger, {
      runId,
      reason,
      ...(withData && execution && { executionData: executionDataOf(execution) }),
    });
  // The execution data may be what cannot be kept.
  await fail(true)
    .catch(() => fail(false))
    .catch(() => undefined);
}
