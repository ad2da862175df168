import type { RunId } from "@review/db";
import { SEE_LOG } from "@review/runner";

/** Why a run failed, and which command prints its log where that is what to look at. */
export function describeFailure(runId: RunId, reason: string): string {
  return reason.endsWith(SEE_LOG) ? `${reason} with \`review-nested show ${runId} --log\`` : reason;
}
