/** Why a pair is stale, in the order in which the reasons are tried. */
export const STALE_REASONS = ["missing-review", "gate-changed", "note-changed"] as const;
export type StaleReason = (typeof STALE_REASONS)[number];

/** Why a pair is stale, given its newest acceptance; undefined if it is fresh. */
export function staleReason(
  current: { noteSha: string; gateSha: string },
  accepted: { acceptedNoteSha: string; acceptedGateSha: string } | undefined,
): StaleReason | undefined {
  if (!accepted) return "missing-review";
  if (accepted.acceptedGateSha !== current.gateSha) return "gate-changed";
  if (accepted.acceptedNoteSha !== current.noteSha) return "note-changed";
  return undefined;
}
