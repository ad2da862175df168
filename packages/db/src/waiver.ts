import type { FindingSeverity, WaiverId } from "./vocabulary.ts";

interface Decision {
  /** The finding, by its identity across reviews. */
  key: string;
  reason: string;
  author?: string | undefined;
}

/** That a finding is to stand. */
interface Waived extends Decision {
  kind: "waived";
  /** The worst that it covers: the worst severity of the finding when it was waived. */
  severity: FindingSeverity;
  /** The last day on which it is waived, `YYYY-MM-DD`. */
  until?: string | undefined;
}

/** That a finding counts again. */
interface Unwaived extends Decision {
  kind: "unwaived";
}

type Decided = Waived | Unwaived;

/** A decision about a finding to record; `decidedAt` if that was not just now. */
export type NewWaiver = Decided & { decidedAt?: string };

/** What the owner of the notes decided about a finding. */
export type Waiver = Decided & { id: WaiverId; decidedAt: string };

/** What is known of a finding before a decision about it. */
export interface WaiverState {
  key: string;
  /** The worst that a run which has ended found it to be; undefined if none has found it. */
  severity?: FindingSeverity | undefined;
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
