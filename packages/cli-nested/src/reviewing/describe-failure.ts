import type { RunId } from "@review/db";
import { NO_NOTE_BLOCK, SEE_LOG } from "@review/runner";

/** Why a run failed, and which command prints its log, or what was answered, where that is what to look at. */
export function describeFailure(runId: RunId, reason: string): string {
  if (reason.endsWith(SEE_LOG)) return `${reason} with \`review-nested show ${runId} --log\``;
  if (reason.includes(NO_NOTE_BLOCK))
    return `${reason}; \`review-nested show ${runId} --raw\` prints what was answered`;
  return reason;
}
