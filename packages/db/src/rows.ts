import type { Telemetry } from "./execution-data.ts";
import type {
  AcceptableDecision,
  AcceptanceKind,
  Decision,
  ModelId,
  ReviewKind,
  RunStatus,
} from "./vocabulary.ts";

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
  /** Findings need no words of the note that show them. */
  quotes?: "none";
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
