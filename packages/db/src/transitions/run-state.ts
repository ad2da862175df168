import type { Telemetry } from "../execution-data.ts";
import type { RequestedGate, Run } from "../rows.ts";
import type { Decision, GateReviewId, ModelId } from "../vocabulary.ts";

/** Everything a decider may base a decision on. */
export interface RunState {
  run: Run;
  gates: RequestedGate[];
  written: { id: GateReviewId; gateId: string; gateSha: string; decision: Decision }[];
}

export interface NewGateReview {
  gateId: string;
  decision: Decision;
  rationaleMarkdown: string;
  evidence?: unknown;
  /** Takes the place of the one already written for this gate. */
  replaces?: GateReviewId;
}

/** How a run ends. */
export type RunEnd = { status: "completed" } | { status: "failed"; reason: string };

/** What a decider wants changed. Applied in this order, all or nothing. */
export interface RunChange {
  gateReviews?: readonly NewGateReview[];
  rekeyTo?: ModelId;
  /** `completed` also appends one acceptance event per gate review. */
  end?: RunEnd;
  telemetry?: Telemetry;
  rawBundleMarkdown?: string;
  debugLog?: string;
}
