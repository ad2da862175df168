import { reviewRuns } from "../tables.ts";

/** The columns of a run without its raw bundle and debug log, which can be megabytes. */
export const runColumns = {
  id: reviewRuns.id,
  notePath: reviewRuns.notePath,
  modelId: reviewRuns.modelId,
  runner: reviewRuns.runner,
  reviewedNoteSha: reviewRuns.reviewedNoteSha,
  startedAt: reviewRuns.startedAt,
  completedAt: reviewRuns.completedAt,
  status: reviewRuns.status,
  failureReason: reviewRuns.failureReason,
  telemetryJson: reviewRuns.telemetryJson,
};
