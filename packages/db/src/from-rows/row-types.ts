import type { FindingQuote } from "../finding.ts";
import type {
  AcceptableDecision,
  AcceptanceEventId,
  AcceptanceKind,
  Decision,
  FindingId,
  FindingSeverity,
  GateReviewId,
  ModelId,
  ReviewKind,
  RunId,
  RunStatus,
} from "../vocabulary.ts";

// Rows as both engines give them: null where a value is absent.

/** A run as it stands in its table, without its raw bundle and debug log, which can be megabytes. */
export interface RunRow {
  id: RunId;
  notePath: string;
  modelId: ModelId;
  runner: string;
  reviewedNoteSha: string;
  startedAt: string;
  completedAt: string | null;
  status: RunStatus;
  failureReason: string | null;
  telemetryJson: string | null;
}

export interface OutputRow {
  rawBundleMarkdown: string | null;
  debugLog: string | null;
}

export interface RequestedGateRow {
  gateId: string;
  gateSha: string;
  quotes: "none" | null;
}

export interface GateReviewRow {
  id: GateReviewId;
  reviewRunId: RunId;
  notePath: string;
  gateId: string;
  modelId: ModelId;
  decision: Decision;
  rationaleMarkdown: string;
  evidenceJson: string | null;
  gateSha: string;
  reviewedNoteSha: string;
  reviewedAt: string;
  reviewKind: ReviewKind;
}

export interface AcceptanceEventRow {
  id: AcceptanceEventId;
  notePath: string;
  gateId: string;
  modelId: ModelId;
  acceptedReviewId: GateReviewId | null;
  acceptedNoteSha: string;
  acceptedGateSha: string;
  acceptedAt: string;
  acceptanceKind: AcceptanceKind;
  overrideDecision: AcceptableDecision | null;
  remark: string | null;
}

/** A finding, with how severe the one was that it continues. */
export interface FindingRow {
  id: FindingId;
  gateReviewId: GateReviewId;
  severity: FindingSeverity;
  message: string;
  suggestion: string | null;
  key: string;
  continuesFindingId: FindingId | null;
  continuedSeverity: FindingSeverity | null;
  isAttested: number;
}

export interface QuoteRow extends FindingQuote {
  findingId: FindingId;
}
