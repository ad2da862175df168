import { STALE_REASONS, type StalePair, type StaleReason } from "@review/lifecycle";
import type { StaleCounts, StaleEntry, StaleSelection, StaleSummaryDocument } from "@review/views";
import { countReasons, isBothChanged } from "@review/views";
import { type AmountColumn, describeGroups } from "../../output/describe-groups.ts";
import {
  explainBroken,
  explainLeftOut,
  explainNothingStale,
  explainPartitions,
  explainUnknown,
} from "../../output/explain-selection.ts";
import { count, nameLine } from "../../output/text.ts";
import type { Io } from "../../process/io.ts";

const WIDEST_REASON = "missing-review".length;

/** Pairs by note, stale ones before those of which nobody knows whether they are pairs: at most so many of both together. */
export function describePairs(
  stale: readonly StaleEntry[],
  unknown: StaleSelection["unknown"],
  limit: number,
): string[] {
  const unsure = unknown.flatMap(({ path, gates }) =>
    gates.map(({ id }) => ({ notePath: path, gateId: id })),
  );
  const lines = [
    ...stale.slice(0, limit).map((pair) => ({ ...pair, suffix: describeBefore(pair) + describeBoth(pair) })),
    ...unsure
      .slice(0, Math.max(limit - stale.length, 0))
      .map((pair) => ({ ...pair, reason: "unknown-scope", suffix: "" })),
  ];
  return lines.flatMap(({ notePath, gateId, reason, suffix }, index) => {
    const line = `  ${reason.padEnd(WIDEST_REASON)}  ${nameLine(gateId)}${suffix}`;
    return lines[index - 1]?.notePath === notePath ? [line] : [nameLine(notePath), line];
  });
}

/** What is known of a pair without an acceptance. */
function describeBefore({ notePath, movedFrom, locked }: StaleEntry): string {
  if (locked) return `  (in the lock: ${locked.decision}; ${locked.changed} changed since)`;
  const old = movedFrom?.notePath === notePath ? movedFrom.gateId : movedFrom?.notePath;
  return old === undefined ? "" : `  (accepted as ${nameLine(old)})`;
}

const describeBoth = (pair: StaleEntry): string =>
  isBothChanged(pair) && !pair.movedFrom ? "  (the note changed, too)" : "";

/** How many pairs are stale in each group, and why. */
export function describeStaleSummary(summary: StaleSummaryDocument, io: Io): string[] {
  const reasons = reasonsIn(summary.counts);
  const all: AmountColumn<StaleCounts> = { head: "stale", amountOf: ({ stale }) => stale };
  const each = reasons.map(
    (reason): AmountColumn<StaleCounts> => ({ head: reason, amountOf: ({ counts }) => counts[reason] }),
  );
  return describeGroups(summary, reasons.length > 1 ? [all, ...each] : each, io);
}

function reasonsIn(counts: Readonly<Record<StaleReason, number>>): StaleReason[] {
  return STALE_REASONS.filter((reason) => counts[reason] > 0);
}

/** The sentences beside the list: what it is about, and what it comes to. */
export function explainStale(
  { partitions, leftOut, pairs, whyNoPair, unknown, stale, fresh, problems, skipped }: StaleSelection,
  { model, reason }: { model: string; reason: string | undefined },
): { before: string[]; after: string[] } {
  const explanation = explainPartitions(model, partitions, fresh);
  const left = explainLeftOut({ leftOut });
  const open = explainUnknown(unknown);
  const sum = explainSum({ pairs, whyNoPair, stale, problems, skipped, partitions }, reason);
  return {
    before: [explanation, left].filter((line) => line !== undefined),
    after: [
      ...explainBroken({ problems, skipped }).map((message) => `warning: ${message}`),
      ...(open ? [open] : []),
      ...(pairs === 0 && open ? [] : [sum]),
    ],
  };
}

function explainSum(
  selection: Pick<StaleSelection, "pairs" | "problems" | "skipped" | "partitions" | "whyNoPair"> & {
    stale: readonly StalePair[];
  },
  reason: string | undefined,
): string {
  const { pairs, stale, partitions } = selection;
  const all = count(pairs, "pair");
  const { modelId } = partitions;
  if (stale.length === 0) {
    const nothing = explainNothingStale({ ...selection, unknown: [] }, reason);
    return nothing ?? `nothing is stale: ${all} fresh under ${modelId}`;
  }
  const counts = countReasons(stale);
  const reasons = reasonsIn(counts).map((each) => `${counts[each]} ${each}`);
  return `${stale.length} of ${all} stale under ${modelId}: ${reasons.join(", ")}`;
}

/** What to do about pairs that were renamed; undefined if none was. */
export function explainMoved(stale: readonly StaleEntry[]): string | undefined {
  const moved = stale.filter((pair) => pair.movedFrom).length;
  if (moved === 0) return undefined;
  const what = count(moved, "of them was", "of them were");
  return `${what} accepted under a name that is gone: \`review-nested ack --moved --all\``;
}
