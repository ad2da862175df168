/** Why a pair is stale, in the order in which the reasons are tried. */
export const STALE_REASONS = ["missing-review", "reopened", "gate-changed", "note-changed"] as const;
export type StaleReason = (typeof STALE_REASONS)[number];

/**
 * Why a pair is stale whose versions are not accepted, given its newest acceptance event. Undefined if that accepts just
 * these versions: then it is fresh.
 */
export function staleReason(
  current: { noteSha: string; gateSha: string },
  newest: { acceptedNoteSha: string; acceptedGateSha: string; acceptanceKind: string } | undefined,
  /** Whether somebody took back what was accepted of these very versions. */
  isWithdrawn = false,
): StaleReason | undefined {
  if (!newest) return "missing-review";
  if (isWithdrawn || newest.acceptanceKind === "withdrawn") return "reopened";
  if (newest.acceptedGateSha !== current.gateSha) return "gate-changed";
  if (newest.acceptedNoteSha !== current.noteSha) return "note-changed";
  return undefined;
}
