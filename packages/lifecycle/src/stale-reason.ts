import { checkFields } from "@review/db/check-fields";

/** Why a pair is stale, in the order in which the reasons are tried. */
export const STALE_REASONS = ["missing-review", "reopened", "gate-changed", "note-changed"] as const;
export type StaleReason = (typeof STALE_REASONS)[number];

interface Versions {
  noteSha: string;
  gateSha: string;
}

interface AcceptedVersions {
  acceptedNoteSha: string;
  acceptedGateSha: string;
  acceptanceKind: string;
}

const VERSIONS = { noteSha: "text", gateSha: "text" } as const;
const ACCEPTED_VERSIONS = {
  acceptedNoteSha: "text",
  acceptedGateSha: "text",
  acceptanceKind: "text",
} as const;

/** Why a pair is stale, given the acceptance event that stands for it. Undefined if it is fresh. */
export function staleReason(pair: Versions, standing: AcceptedVersions | undefined): StaleReason | undefined {
  checkFields(pair, "pair", VERSIONS);
  if (standing !== undefined) checkFields(standing, "standing", ACCEPTED_VERSIONS);
  const { noteSha, gateSha } = pair;
  if (!standing) return "missing-review";
  if (standing.acceptanceKind === "withdrawn") return "reopened";
  if (standing.acceptedGateSha !== gateSha) return "gate-changed";
  if (standing.acceptedNoteSha !== noteSha) return "note-changed";
  return undefined;
}

/**
 * How near an acceptance event is to what a pair is now: 3 if it accepts that, 2 if it takes just that back, 1 if it is about
 * the note's text, 0 if it is about another.
 */
function nearness(pair: Versions, event: AcceptedVersions): number {
  if (event.acceptedNoteSha !== pair.noteSha) return 0;
  if (event.acceptedGateSha !== pair.gateSha) return 1;
  return event.acceptanceKind === "withdrawn" ? 2 : 3;
}

/** Sorts the events of a pair so that the first stands for it: the nearest, of several the newest. */
export const nearestFirst =
  (pair: Versions) =>
  (a: AcceptedVersions & { id: number }, b: AcceptedVersions & { id: number }): number =>
    nearness(pair, b) - nearness(pair, a) || b.id - a.id;
