import type { AcceptableDecision, AcceptanceKind, FindingSeverity } from "@review/db/vocabulary";

/**
 * How it is known who judged: `observed`, the client that we started named the model; `declared`, an agent, a flag or the name
 * that was asked for says so; `checks`, a program judged, and no model.
 */
export const EVIDENCE_GRADES = ["observed", "declared", "checks"] as const;
export type EvidenceGrade = (typeof EVIDENCE_GRADES)[number];

/** What a lock says of a pair in one version of its note and gate under one partition. */
export type LockEntry = AcceptedEntry | WithdrawnEntry;

interface VersionUnderModel {
  /** Gate id. */
  gate: string;
  /** SHA-256, hex. */
  gateVersion: string;
  /** SHA-256, hex. */
  noteSha: string;
  /** The partition. */
  model: string;
  /** When it was accepted, or taken back: UTC, ISO 8601 with milliseconds. */
  at: string;
}

/** That it is accepted. */
export interface AcceptedEntry extends VersionUnderModel {
  /** The name that the model was asked for by, as a partition; absent if it is that. */
  requested?: string;
  /** What stands: the override, where a person made one; else the review's own. */
  decision: AcceptableDecision;
  evidence: EvidenceGrade;
  /** Why the pair holds. */
  kind: Exclude<AcceptanceKind, "withdrawn">;
  /** Why a person decided so, on one line; absent where nobody said. */
  remark?: string;
  /** What was reviewed of the pairs with which it was acknowledged; absent where it does not rest on a sample. */
  sample?: LockedSample;
  /** Of a pass none. */
  findings: LockedFinding[];
}

/** The most characters that a remark of what is accepted has: whoever wrote more is quoted so far. */
export const LONGEST_REMARK = 500;

/** A sample, on which a pair was acknowledged that was not reviewed itself. */
export interface LockedSample {
  /** Pairs that were reviewed; no verdict flipped. */
  reviewed: number;
  /** Pairs that they were drawn from. */
  of: number;
  /** How many of these may have flipped all the same, by `confidence`. */
  flipsAtMost: number;
  /** Between 0 and 1. */
  confidence: number;
}

/** That what was accepted before is taken back: it would come back from whoever has not heard of that. */
export interface WithdrawnEntry extends VersionUnderModel {
  kind: "withdrawn";
  /** Why. */
  remark: string;
}

/** Whether an entry says that what was accepted is taken back. */
export const isWithdrawn = (entry: LockEntry): entry is WithdrawnEntry => entry.kind === "withdrawn";

/** Whether an entry says that its versions are accepted. */
export const isAccepted = (entry: LockEntry): entry is AcceptedEntry => entry.kind !== "withdrawn";

/** What was found, as far as it is needed to act on it. */
export interface LockedFinding {
  /** Its identity across reviews, 16 hex digits; absent of a person's remark. */
  key?: string;
  severity: FindingSeverity;
  message: string;
  /** The first of the words of the note that show it; absent where there are none. */
  quote?: string;
  /** That it is to stand as it is. */
  waived?: LockedWaiver;
  /** That it was waived, and counts again. */
  unwaived?: LockedUnwaiver;
  /** That a second reviewer says it does not hold: it does not count. */
  disputed?: LockedDispute;
}

/** Who says that a finding does not hold, and why. */
export interface LockedDispute {
  /** The partition of the second reviewer. */
  model: string;
  reason: string;
  at: string;
}

/** That a waiver is taken back. */
export interface LockedUnwaiver {
  reason: string;
  author?: string;
  at: string;
}

/** Why a finding does not count. */
export interface LockedWaiver {
  /** The worst that it covers; absent if a comment in the note says so. */
  severity?: FindingSeverity;
  reason: string;
  author?: string;
  /** The last day of it in UTC, `YYYY-MM-DD`; whether that has passed is for the reader to say. Absent if it has none. */
  until?: string;
  /** When it was decided; absent if a comment in the note says so. */
  at?: string;
}

/** What of an entry says which pair, versions and partition it is about: of two that are alike in it one is too many. */
export function identityOf({
  gate,
  gateVersion,
  noteSha,
  model,
}: Pick<LockEntry, "gate" | "gateVersion" | "noteSha" | "model">): string {
  return `${gate}\0${model}\0${gateVersion}\0${noteSha}`;
}
