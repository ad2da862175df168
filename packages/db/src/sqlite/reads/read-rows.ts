import { parseTelemetry, readJsonColumn } from "../../json-columns.ts";
import type { AcceptanceEvent, GateReview, Run } from "../../rows.ts";
import type { acceptanceEvents, gateReviews, reviewRuns } from "../schema/tables.ts";
import { soundRow } from "./sound-row.ts";

// Rows have null where a value is absent, the rest of the code has undefined. The border is here.

/** A run as it stands in its table, without its raw bundle and debug log. */
export type RunRow = Omit<typeof reviewRuns.$inferSelect, "rawBundleMarkdown" | "debugLog">;

export function toRun(found: RunRow): Run {
  const { telemetryJson, completedAt, failureReason, ...row } = soundRow(found);
  const run: Run = { ...row };
  if (completedAt !== null) run.completedAt = completedAt;
  if (failureReason !== null) run.failureReason = failureReason;
  const telemetry = parseTelemetry(telemetryJson);
  if (telemetry !== undefined) run.telemetry = telemetry;
  return run;
}

export function toGateReview(found: typeof gateReviews.$inferSelect): GateReview {
  const { evidenceJson, ...row } = soundRow(found);
  const evidence = readJsonColumn(evidenceJson);
  return evidence === undefined ? row : { ...row, evidence };
}

export function toAcceptanceEvent(row: typeof acceptanceEvents.$inferSelect): AcceptanceEvent {
  const { acceptedReviewId, overrideDecision, remark, ...rest } = soundRow(row);
  const event: AcceptanceEvent = { ...rest };
  if (acceptedReviewId !== null) event.acceptedReviewId = acceptedReviewId;
  if (overrideDecision !== null) event.overrideDecision = overrideDecision;
  if (remark !== null) event.remark = remark;
  return event;
}
