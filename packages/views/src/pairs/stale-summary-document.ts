import type { StaleReason } from "@review/lifecycle";
import { type GroupKey, type Groups, viewGroups } from "../groups/group-entries.ts";
import type { StaleSelection } from "./select-stale.ts";
import { countReasons, type StaleDocument, summarizeStale } from "./stale-document.ts";

/** How many pairs of a group are stale. */
export interface StaleCounts {
  stale: number;
  /** By reason, each named. */
  counts: Record<StaleReason, number>;
}

/** How many pairs are fresh under no partition of a name, without the pairs themselves. */
export interface StaleSummaryDocument
  extends Omit<StaleDocument, "stale" | "more" | "openRuns" | "countsByGate">,
    Groups<StaleCounts> {
  /** Stale pairs. */
  total: number;
}

/** By what stale pairs are counted, unless one of these is asked for: of notes there are nearly as many as of pairs. */
const USUAL_KEYS: readonly GroupKey[] = ["gate", "folder"];

/** Counts stale pairs, in groups of each kind that is asked for; at most so many of each. */
export function viewStaleSummary(
  selection: StaleSelection,
  { by, limit }: { by?: GroupKey | undefined; limit?: number | undefined } = {},
): StaleSummaryDocument {
  const { countsByGate: _, ...about } = summarizeStale(selection);
  const groups = viewGroups(selection.stale, {
    by: by === undefined ? USUAL_KEYS : [by],
    limit,
    countsOf: (pairs): StaleCounts => ({ stale: pairs.length, counts: countReasons(pairs) }),
    compare: (a, b) => b.stale - a.stale,
  });
  return { total: selection.stale.length, ...about, ...groups };
}
