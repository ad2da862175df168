import type { NewGateReview, NewRun, PairVersion } from "./changes.ts";
import type { AcceptanceEventId, WaiverId } from "./vocabulary.ts";
import type { WaiverDecider, WaiverState } from "./waiver.ts";

/** What the lock says: of which pairs in which versions, and of which findings by their keys. */
export interface AttestationQuestion {
  pairs: readonly PairVersion[];
  keys: readonly string[];
}

/** What a ledger knows of that. */
export interface AttestationState {
  /** Of each pair, in their order, whether some event names just these versions under its partition, also one that takes them back. */
  decided: boolean[];
  /** Of each key, in their order. */
  waivers: WaiverState[];
  askedAt: string;
}

/** A run to take in, complete from the start; its reviews are attested. */
export interface AttestedRun extends Omit<NewRun, "runner" | "startedAt"> {
  gateReviews: readonly Omit<NewGateReview, "replaces" | "kind">[];
}

/** Says what to take in; may throw. */
export interface AttestationDecider {
  /** Given which of the pairs are decided about. */
  runs(decided: readonly boolean[]): readonly AttestedRun[];
  /** Given what is known of the findings when these runs are there. */
  waivers: WaiverDecider;
}

/** What was taken in, in the order in which it was. */
export interface Attested {
  acceptances: AcceptanceEventId[];
  waivers: WaiverId[];
}
