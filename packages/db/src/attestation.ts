import type { KeyOfPair, NewAcceptance, NewGateReview, NewRun, PairVersion } from "./changes.ts";
import type { AcceptanceEventId, AcceptanceKind, Decision, GateReviewId, WaiverId } from "./vocabulary.ts";
import type { WaiverDecider, WaiverState } from "./waiver.ts";

/** What the lock says: of which pairs in which versions, and of which findings by their keys. */
export interface AttestationQuestion {
  pairs: readonly PairVersion[];
  keys: readonly string[];
}

/** The same, of what is to be taken in. */
export interface AttestationsToTakeIn extends AttestationQuestion {
  /** The keys of all findings of these pairs. */
  claimed?: readonly string[] | undefined;
}

/** The newest event that names just some versions of a pair under its partition, also one that takes them back. */
export interface LastDecision {
  kind: AcceptanceKind;
  /** Absent where an import accepted without one. */
  reviewId?: GateReviewId;
  /** When it was decided: of what was taken in from the lock, as that said, but not later than it was taken in. */
  at: string;
  /** What was decided; absent where an import accepted without a review. */
  decision?: Decision;
}

/** What a ledger knows of that. */
export interface AttestationState {
  /** Of each pair, in their order; undefined where nothing was ever decided. */
  decided: (LastDecision | undefined)[];
  /** Of each key, in their order. */
  waivers: WaiverState[];
  askedAt: string;
}

/** A run to take in, complete from the start; its reviews are attested. */
export interface AttestedRun extends Omit<NewRun, "runner" | "startedAt"> {
  gateReviews: readonly Omit<NewGateReview, "replaces" | "kind">[];
}

/** An acceptance that somebody else took back, with the time at which that was. */
export type AttestedWithdrawal = Omit<NewAcceptance, "acceptanceKind" | "overrideDecision"> & {
  acceptedAt: string;
};

/** Says what to take in; may throw. */
export interface AttestationDecider {
  /** Given what was last decided about the pairs, the time, and which pairs are known for the claimed keys. */
  runs(
    decided: AttestationState["decided"],
    now: string,
    holders: readonly KeyOfPair[],
  ): readonly AttestedRun[];
  /** Given the same. */
  withdrawals(decided: AttestationState["decided"], now: string): readonly AttestedWithdrawal[];
  /** Given what is known of the findings when these runs are there. */
  waivers: WaiverDecider;
}

/** What was taken in, in the order in which it was. */
export interface Attested {
  acceptances: AcceptanceEventId[];
  waivers: WaiverId[];
}
