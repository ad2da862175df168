import type { StaleReason } from "@review/lifecycle";

/** `fresh` under at least one partition; else why it is under none; of `unknown-scope` nobody knows whether it is a pair. */
export type PairState = "fresh" | StaleReason | "unknown-scope";

const WORDS: Readonly<Record<PairState, string>> = {
  fresh: "fresh",
  "missing-review": "never reviewed",
  "note-changed": "stale: the note changed",
  "gate-changed": "stale: the gate changed",
  reopened: "stale: the acceptance was taken back",
  "unknown-scope": "not known whether the gate applies",
};

/** How a pair stands, as people say it; `isBoth` that not only the gate changed. */
export const describePairState = (state: PairState, isBoth = false): string =>
  isBoth ? "stale: the gate and the note changed" : WORDS[state];

/** Why a verdict counts although it is not fresh. */
export type OutdatedReason = "note-changed" | "reopened";

/** Why what was found may not be there any more; `isBoth` that not only the gate changed. */
export const describeOutdated = (reason: OutdatedReason | "gate-changed", isBoth = false): string =>
  isBoth ? "the gate and the note changed since" : OUTDATED[reason];

const OUTDATED: Readonly<Record<OutdatedReason | "gate-changed", string>> = {
  reopened: "the acceptance was taken back",
  "note-changed": "the note changed since",
  "gate-changed": "the gate changed since",
};

/** Why a verdict that says warn or fail asks for nothing, whatever it found. */
export interface NotAsked {
  /** The gate asks something else now than it did then. */
  gateChanged: number;
  /** The gate is gone, or cannot be read. */
  gateGone: number;
  /** The note is gone, or cannot be read. */
  noteGone: number;
  /** Note or gate was renamed, and what it had was carried over to its new name, of which nothing was asked. */
  carriedOver: number;
  /** The note is not, or no longer, among those that the gate is for. */
  notApplicable: number;
}

/** Which pairs are left out of what is to be mended, as people say it: `2 pairs` and one of these. */
export const LEFT_OUT_WORDS: Readonly<Record<keyof NotAsked, string>> = {
  gateChanged: "whose gate changed since",
  gateGone: "whose gate is gone or broken",
  noteGone: "whose note is gone or broken",
  carriedOver: "carried over to another name, under which it counts",
  notApplicable: "to which the gate applies no longer",
};
