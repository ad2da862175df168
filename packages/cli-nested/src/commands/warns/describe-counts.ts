import { describeGroups, type Io } from "@review/cli-kit";
import type { FixSummaryDocument } from "@review/views";

/** How many findings there are, in a table for each kind of group. */
export function describeCounts(summary: FixSummaryDocument, io: Io): string[] {
  return describeGroups(
    summary,
    [
      { head: "fail", amountOf: ({ fail }) => fail, style: "red" },
      { head: "warn", amountOf: ({ warn }) => warn, style: "yellow" },
      { head: "new", amountOf: (counts) => counts.new },
    ],
    io,
  );
}
