import type { Telemetry } from "./execution-data.ts";
import type { acceptanceEvents, gateReviews, reviewRuns } from "./tables.ts";
import type {
  AcceptableDecision,
  AcceptanceKind,
  Decision,
  ModelId,
  ReviewKind,
  RunStatus,
} from "./vocabulary.ts";

// Rows have null where a value is absent, the rest of the code has undefined. The border is here.

/** One review of one note against a fixed set of gates under one model partition. */
export interface Run {
  id: number;
  notePath: string;
  modelId: ModelId;
  runner: string;
  reviewedNoteSha: string;
  /** UTC, ISO 8601 with milliseconds; so are all times here. */
  startedAt: string;
  /** When the run ended, completed or failed. */
  completedAt?: string;
  status: RunStatus;
  failureReason?: string;
  telemetry?: Telemetry;
}

/** One gate of a run's requested set, as captured when the run was created. */
export interface RequestedGate {
  gateId: string;
  gateSha: string;
}

/** The recorded judgement of one gate within a run. */
export interface GateReview {
  id: number;
  reviewRunId: number;
  notePath: string;
  gateId: string;
  modelId: ModelId;
  decision: Decision;
  rationaleMarkdown: string;
  evidence?: unknown;
  gateSha: string;
  reviewedNoteSha: string;
  reviewedAt: string;
  reviewKind: ReviewKind;
}

/** "This pair, under this partition, holds for this note sha and this gate sha." */
export interface AcceptanceEvent {
  id: number;
  notePath: string;
  gateId: string;
  modelId: ModelId;
  acceptedReviewId?: number;
  acceptedNoteSha: string;
  acceptedGateSha: string;
  acceptedAt: string;
  acceptanceKind: AcceptanceKind;
  overrideDecision?: AcceptableDecision;
  remark?: string;
}

type RunRow = Omit<typeof reviewRuns.$inferSelect, "rawBundleMarkdown" | "debugLog">;

export function toRun({ telemetryJson, completedAt, failureReason, ...row }: RunRow): Run {
  const run: Run = { ...row };
  if (completedAt !== null) run.completedAt = completedAt;
  if (failureReason !== null) run.failureReason = failureReason;
  if (telemetryJson !== null) run.telemetry = JSON.parse(telemetryJson) as Telemetry;
  return run;
}

export function toGateReview({ evidenceJson, ...row }: typeof gateReviews.$inferSelect): GateReview {
  return evidenceJson === null ? row : { ...row, evidence: JSON.parse(evidenceJson) };
}

export function toAcceptanceEvent(row: typeof acceptanceEvents.$inferSelect): AcceptanceEvent {
  const { acceptedReviewId, overrideDecision, remark, ...rest } = row;
  const event: AcceptanceEvent = { ...rest };
  if (acceptedReviewId !== null) event.acceptedReviewId = acceptedReviewId;
  if (overrideDecision !== null) event.overrideDecision = overrideDecision;
  if (remark !== null) event.remark = remark;
  return event;
}
