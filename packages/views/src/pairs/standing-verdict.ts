import type { AcceptedVerdict } from "@review/db";

/** What note and gate of a pair are now; an absent sha is that of something which is gone. */
export interface VersionsNow {
  noteSha: string | undefined;
  gateSha: string | undefined;
}

/**
 * The verdicts that stand, one for each pair and partition: that of what note and gate are now, if that was accepted once;
 * else the newest of just this note text, else the newest. Takes the verdicts as `listVerdicts` gives them: those of a pair
 * and partition together, newest first.
 */
export function standingVerdicts(
  verdicts: readonly AcceptedVerdict[],
  versionsNow: (verdict: AcceptedVerdict) => VersionsNow,
): AcceptedVerdict[] {
  const nearnessOf = (verdict: AcceptedVerdict) => {
    const now = versionsNow(verdict);
    if (isOfVersions(verdict, now)) return 2;
    return verdict.acceptedNoteSha === now.noteSha ? 1 : 0;
  };
  const standing = new Map<string, AcceptedVerdict>();
  for (const verdict of verdicts) {
    const key = JSON.stringify([verdict.notePath, verdict.gateId, verdict.modelId]);
    const known = standing.get(key);
    if (!known || nearnessOf(known) < nearnessOf(verdict)) standing.set(key, verdict);
  }
  return [...standing.values()];
}

/** Whether a verdict is of just these versions. */
export function isOfVersions(verdict: AcceptedVerdict, { noteSha, gateSha }: VersionsNow): boolean {
  return verdict.acceptedNoteSha === noteSha && verdict.acceptedGateSha === gateSha;
}
