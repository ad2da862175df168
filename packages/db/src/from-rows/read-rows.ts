import type { RunOutput } from "../answers.ts";
import { parseTelemetry, readJsonColumn } from "../json-columns.ts";
import type { AcceptanceEvent, GateReview, RequestedGate, Run } from "../rows.ts";
import type { AcceptanceEventRow, GateReviewRow, OutputRow, RequestedGateRow, RunRow } from "./row-types.ts";
import { soundRow } from "./sound-row.ts";

// Rows have null where a value is absent, the rest of the code has undefined. The border is here.

export function toRun(found: RunRow): Run {
  const { telemetryJson, completedAt, failureReason, ...row } = soundRow(found);
  const run: Run = { ...row };
  if (completedAt !== null) run.completedAt = completedAt;
  if (failureReason !== null) run.failureReason = failureReason;
  const telemetry = parseTelemetry(telemetryJson);
  if (telemetry !== undefined) run.telemetry = telemetry;
  return run;
}

/** What was kept of a reviewer's output. */
export function toRunOutput(row: OutputRow): RunOutput {
  const { rawBundleMarkdown, debugLog } = soundRow(row);
  return { rawBundleMarkdown: rawBundleMarkdown ?? undefined, debugLog: debugLog ?? undefined };
}

export function toRequestedGate(row: RequestedGateRow): RequestedGate {
  const { quotes, ...gate } = soundRow(row);
  return quotes === null ? gate : { ...gate, quotes };
}

export function toGateReview(found: GateReviewRow): GateReview {
  const { evidenceJson, ...row } = soundRow(found);
  const evidence = readJsonColumn(evidenceJson);
  return evidence === undefined ? row : { ...row, evidence };
}

export function toAcceptanceEvent(row: AcceptanceEventRow): AcceptanceEvent {
  const { acceptedReviewId, overrideDecision, remark, ...rest } = soundRow(row);
  const event: AcceptanceEvent = { ...rest };
  if (acceptedReviewId !== null) event.acceptedReviewId = acceptedReviewId;
  if (overrideDecision !== null) event.overrideDecision = overrideDecision;
  if (remark !== null) event.remark = remark;
  return event;
}
