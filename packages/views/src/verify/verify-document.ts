import { isHidden, type SkippedPath, type StaleAllowance } from "@review/corpus";
import type { ModelId } from "@review/db";
import { UNMET_KINDS, type UnmetKind } from "./decide-pair.ts";
import type { Orphans } from "./orphans.ts";
import type { IdleAllowance, Verification, VerifiedPair } from "./verification.ts";

/** What holds by a policy, and what does not. */
export interface VerifyDocument {
  /** Whether all that was looked at holds, or may be stale for a while. */
  holds: boolean;
  /** What was believed: the `lock` alone, or a `ledger` and the lock. */
  source: "lock" | "ledger";
  policy: {
    /** The partitions under any of which a pair may be accepted; absent: under any there is. */
    partitions?: ModelId[];
    failOn: "warn" | "fail";
    requireObserved: boolean;
  };
  counts: VerifyCounts;
  /** Pairs that may be stale, or without a review, for a while. */
  acceptedStale: AcceptedStalePair[];
  /** Pairs that do not hold, and are let pass since what their gate finds does not count. */
  quarantined: QuarantinedPair[];
  /** Allowances of the policy that let nothing pass. */
  idleAllowances: IdleAllowance[];
  /** Notes that cannot be read, so that nobody knows whether their pairs hold. */
  unreadable: { notePath: string; message: string }[];
  /** What would be a note, or hold notes, but is not looked at, and why: nothing of that holds, but where it leads to a note that is. */
  skipped: SkippedPath[];
  /** What is left over in the lock. */
  orphans: Orphans;
  /** What does not count in the lock, and why, each on one line with its file. */
  refused: string[];
  /** The pairs that do not hold, by note and gate. */
  unmet: UnmetPair[];
  /** How many of them there are beyond those that were asked for at most; absent if there are none. */
  more?: number;
}

/** How many pairs of a group do not hold. */
export interface UnmetCounts {
  unmet: number;
  /** By kind, each named. */
  counts: Record<UnmetKind, number>;
}

/** How many pairs there are of each kind. */
export interface VerifyCounts extends Record<UnmetKind, number> {
  /** All that were looked at. */
  pairs: number;
  holding: number;
  /** Those that hold and were not reviewed themselves, but acknowledged on a sample that was. */
  bySample: number;
  /** Findings of pairs that hold which count for nothing since they are waived. */
  waived: number;
  /** Findings of pairs that hold which count for nothing by a comment in the note. */
  settledInNotes: number;
  /** Those that may be stale, or without a review, for a while: they are in no other count. */
  acceptedStale: number;
  /** Those that are let pass since their gate is quarantined: they are in no other count. */
  quarantined: number;
}

/** A pair that does not hold. */
export interface UnmetPair {
  notePath: string;
  gateId: string;
  /** Whose judgement keeps it from holding; absent where there is none. */
  modelId?: ModelId;
  kind: UnmetKind;
  /** Whether a check judges it, and no model. */
  isChecked: boolean;
  /** Names that are gone, under which just this is accepted, or what keeps it from holding, the first three of them; absent where there is none. */
  movedFrom?: readonly string[];
  /** The notes of these names are not gone, but have other texts now. */
  isNameThere?: true;
  /** One line, without the names of note and gate. */
  reason: string;
  /** The command to go on with. */
  next: string;
}

/** A pair that is let pass. */
export interface AcceptedStalePair extends Pick<StaleAllowance, "reason" | "until"> {
  notePath: string;
  gateId: string;
}

/** A pair that does not hold, and is let pass since its gate does not do what its fixtures say. */
export interface QuarantinedPair
  extends Pick<UnmetPair, "notePath" | "gateId" | "modelId" | "kind" | "reason"> {
  /** Why the gate is quarantined. */
  quarantine: string;
}

/** Names the command to go on with for a pair. */
type NextOf = (pair: Omit<UnmetPair, "next" | "reason">) => string;

/** What an answer says; `nextOf` names the command to go on with. */
export function viewVerification(
  verification: Verification,
  { source, nextOf }: { source: VerifyDocument["source"]; nextOf: NextOf },
): VerifyDocument {
  const { policy, pairs, idle, unreadable, skipped, orphans, refused } = verification;
  const unmet = pairs.flatMap((pair) => toUnmet(pair, nextOf));
  const acceptedStale = pairs.flatMap(({ notePath, gate, allowance }) =>
    allowance ? [{ notePath, gateId: gate.id, reason: allowance.reason, until: allowance.until }] : [],
  );
  const quarantined = pairs.flatMap(({ notePath, gate, unmet: why, quarantine, allowance }) => {
    if (!why || !quarantine || allowance) return [];
    const { kind, reason, modelId } = why;
    const about = { notePath, gateId: gate.id, ...(modelId !== undefined && { modelId }), kind, reason };
    return [{ ...about, quarantine: quarantine.reason }];
  });
  return {
    holds: unmet.length + unreadable.length + skipped.filter(isHidden).length === 0,
    source,
    policy: {
      ...(policy.partitions && { partitions: [...policy.partitions] }),
      failOn: policy.failOn,
      requireObserved: policy.requireObserved,
    },
    counts: {
      pairs: pairs.length,
      holding: pairs.length - unmet.length - acceptedStale.length - quarantined.length,
      ...countSettled(pairs),
      acceptedStale: acceptedStale.length,
      quarantined: quarantined.length,
      ...countUnmet(unmet),
    },
    acceptedStale,
    quarantined,
    idleAllowances: idle,
    unreadable: unreadable.map(({ path, message }) => ({ notePath: path, message })),
    skipped,
    orphans,
    refused: [...refused],
    unmet,
  };
}

/** How many pairs there are of each kind. */
export function countUnmet(unmet: readonly Pick<UnmetPair, "kind">[]): Record<UnmetKind, number> {
  const counts = Object.fromEntries(UNMET_KINDS.map((kind) => [kind, 0])) as Record<UnmetKind, number>;
  for (const { kind } of unmet) counts[kind] += 1;
  return counts;
}

/** How many pairs hold by samples alone, and how many findings count for nothing where a pair holds. */
function countSettled(
  pairs: readonly VerifiedPair[],
): Pick<VerifyCounts, "bySample" | "waived" | "settledInNotes"> {
  const counts = { bySample: 0, waived: 0, settledInNotes: 0 };
  for (const { settled } of pairs) {
    if (!settled) continue;
    if (settled.isBySample) counts.bySample += 1;
    counts.waived += settled.waived;
    counts.settledInNotes += settled.settledInNotes;
  }
  return counts;
}

function toUnmet(
  { notePath, gate, unmet, allowance, quarantine }: VerifiedPair,
  nextOf: NextOf,
): UnmetPair[] {
  if (!unmet || allowance || quarantine) return [];
  const { kind, reason, modelId, movedFrom, isNameThere } = unmet;
  const pair = {
    notePath,
    gateId: gate.id,
    ...(modelId !== undefined && { modelId }),
    ...(movedFrom && { movedFrom }),
    ...(isNameThere && { isNameThere }),
    kind,
    isChecked: gate.check !== undefined,
  };
  return [{ ...pair, reason, next: nextOf(pair) }];
}
