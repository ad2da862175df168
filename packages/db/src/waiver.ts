import type { WaiverId, WaiverKind } from "./vocabulary.ts";

/** A decision about a finding to record. */
export interface NewWaiver {
  /** The finding, by its identity across reviews. */
  key: string;
  kind: WaiverKind;
  reason: string;
  author?: string | undefined;
  /** The last day on which it is waived, `YYYY-MM-DD`; only of `waived`. */
  until?: string | undefined;
}

/** What the owner of the notes decided about a finding. */
export interface Waiver extends NewWaiver {
  id: WaiverId;
  decidedAt: string;
}

/** What is known of a finding before a decision about it. */
export interface WaiverState {
  key: string;
  /** Whether a run that has ended has such a finding. */
  isFound: boolean;
  /** The newest decision about it. */
  newest?: Waiver | undefined;
}

/** Given the states of some findings, in their order, and the time, says which decisions to append; may throw. */
export type WaiverDecider = (states: readonly WaiverState[], now: string) => readonly NewWaiver[];

/** The newest decision about each of some findings, by key, and when the ledger was asked. */
export interface NewestWaivers {
  askedAt: string;
  newest: Map<string, Waiver>;
}
