import type { Gate, NoteProblem, SkippedPath, StaleAllowance } from "@review/corpus";
import type { AcceptedEntry } from "@review/lock";
import type { Quarantined } from "../quarantine/quarantined-gates.ts";
import type { Unmet } from "./decide-pair.ts";
import type { SettledOfPair } from "./entry-level.ts";
import type { Orphans } from "./orphans.ts";
import type { SettledPolicy } from "./verify-policy.ts";

/** A pair that was looked at. */
export interface VerifiedPair {
  notePath: string;
  gate: Gate;
  /** What is accepted of its versions of now under the partitions that were asked for; empty unless it was asked for. */
  entries: readonly AcceptedEntry[];
  /** What stands behind a pair that holds, as far as it is counted; absent where nothing is. */
  settled?: SettledOfPair;
  /** What keeps it from holding; absent if it holds. */
  unmet?: Unmet;
  /** Why it may be stale or missing for a while: then it is let pass. */
  allowance?: StaleAllowance;
  /** Why what its gate finds does not count: then it is let pass. */
  quarantine?: Quarantined;
}

/** An allowance that lets nothing pass, and why. */
export interface IdleAllowance extends StaleAllowance {
  /** `past`: its last day is over; `not-needed`: its pair is neither stale nor missing; `no-pair`: there is no such pair. */
  why: "past" | "not-needed" | "no-pair";
}

/** What was looked at, and what came of it. */
export interface Verification {
  /** Why there is no pair, where there is none. */
  whyNoPair: string;
  policy: SettledPolicy;
  /** `YYYY-MM-DD`, UTC. */
  today: string;
  /** By note, then by gate. */
  pairs: VerifiedPair[];
  idle: IdleAllowance[];
  /** Notes that cannot be read, so that nobody knows whether their pairs hold. */
  unreadable: NoteProblem[];
  skipped: SkippedPath[];
  orphans: Orphans;
  /** What does not count in the lock, and why, each on one line with its file. */
  refused: readonly string[];
}
