import type { Telemetry } from "./execution-data.ts";
import type { NewFinding } from "./finding.ts";
import type { AcceptanceEvent, RequestedGate, Run } from "./rows.ts";
import type { NewSample } from "./sample.ts";
import type { TurnName } from "./shared-sweeps.ts";
import type { Decision, GateReviewId, ModelId, Snapshot } from "./vocabulary.ts";

/** A gate that a run asks for, with the exact text behind its sha. */
export interface RunGate extends Snapshot {
  gateId: string;
  /** Where its findings need no words of the note that show them. So it is with all results of checks. */
  quotes?: "none" | undefined;
}

/** A run to start: its row, its requested gates and the texts behind their shas. */
export interface NewRun {
  notePath: string;
  modelId: ModelId;
  runner: string;
  note: Snapshot;
  /** In the order in which they are asked for. */
  gates: readonly RunGate[];
  /** UTC, ISO 8601 with milliseconds. Default: now. */
  startedAt?: string;
  telemetry?: Telemetry | undefined;
  /** The turn of a shared sweep that makes it: refused if that was given to others. */
  turn?: TurnName | undefined;
}

/** A pair of which a run found something, also one that has not ended, or that rests on such a finding, and the key of that. */
export interface KeyOfPair extends PairKey {
  key: string;
}

/** Everything a decider may base a decision about a run on. */
export interface RunState {
  run: Run;
  gates: RequestedGate[];
  written: { id: GateReviewId; gateId: string; gateSha: string; decision: Decision }[];
  /** Which pairs are known for the keys that were asked about, as `listPairsOfKeys` gives them; absent if none were. */
  keyHolders?: readonly KeyOfPair[];
}

export interface NewGateReview {
  gateId: string;
  decision: Decision;
  rationaleMarkdown: string;
  evidence?: unknown;
  findings?: readonly NewFinding[];
  /** Takes the place of the one already written for this gate. */
  replaces?: GateReviewId;
  /** That the lock says it. Default: it is a full review. */
  kind?: "attested";
}

/** How a run ends. */
export type RunEnd = { status: "completed" } | { status: "failed"; reason: string };

/** What a decider wants changed. Applied in this order, all or nothing. */
export interface RunChange {
  gateReviews?: readonly NewGateReview[];
  rekeyTo?: ModelId;
  /** `completed` also appends one acceptance event per gate review, of its kind. */
  end?: RunEnd;
  telemetry?: Telemetry;
  rawBundleMarkdown?: string;
  debugLog?: string;
}

/** What a decider answers: a change, an error, or a change to keep together with an error to throw. */
export interface Verdict {
  change?: RunChange;
  error?: Error;
}

export interface PairKey {
  notePath: string;
  gateId: string;
}

export interface PairUnderModel extends PairKey {
  modelId: ModelId;
}

/** A pair under a partition, in the versions that its note and gate have now. */
export interface PairVersion extends PairUnderModel {
  noteSha: string;
  gateSha: string;
}

export type NewAcceptance = Omit<AcceptanceEvent, "id" | "acceptedAt">;

/** What new acceptance events build on. */
export interface AcceptancesToAppend {
  pairs: readonly PairVersion[];
  snapshots?: readonly Snapshot[] | undefined;
  /** The reviewed sample that every one of the events rests on; it is recorded with them, and not without any. */
  sample?: NewSample | undefined;
}

/** Given the standing acceptance of some pairs, in their order, says which events to append; may throw. */
export type AcceptanceDecider = (
  current: readonly (AcceptanceEvent | undefined)[],
) => readonly NewAcceptance[];
