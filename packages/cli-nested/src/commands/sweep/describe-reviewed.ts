import { count, describeGroups, type Io } from "@review/cli-kit";
import { type GroupKey, type ReviewedCounts, summarizeReviewed } from "@review/views";
import type { AcceptedGate } from "../../reviewing/accepted-gate.ts";
import { describeNote } from "../../terminal/describe-decisions.ts";

/** What was accepted, by note. */
export type Reviewed = ReadonlyMap<string, readonly AcceptedGate[]>;

export interface ReviewedOptions {
  /** Every note, passes, too. */
  verbose?: boolean | undefined;
  /** In place of the findings how many pairs are not a pass, by this. */
  by?: GroupKey | undefined;
}

/** Lines of findings that a person takes in at a glance; where there are more, they are counted. */
const USUAL_LINES = 40;
const USUAL_GROUPS = 10;

/** What a sweep found, note by note; on a terminal, where that is long, by gate and the worst notes. */
export function describeReviewed(
  reviewed: Reviewed,
  { verbose, by }: ReviewedOptions,
  io: Io,
): { lines: string[]; talk: string[] } {
  if (by !== undefined) return { lines: describeCounts(reviewed, [by], io), talk: [] };
  const notes = [...reviewed]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .filter(([, gates]) => verbose || gates.some(({ decision }) => decision !== "pass"));
  const lines = notes.flatMap(([notePath, gates]) => describeNote(notePath, gates, io));
  const talk = verbose ? [] : describeResolved(reviewed);
  if (verbose || !io.stdout.isTTY || lines.length <= USUAL_LINES) return { lines, talk };
  return {
    lines: describeCounts(reviewed, ["gate", "note"], io),
    talk: [...talk, "`review-nested warns` lists the findings, `sweep --verbose` every note"],
  };
}

function describeCounts(reviewed: Reviewed, by: readonly GroupKey[], io: Io): string[] {
  const entries = [...reviewed].flatMap(([notePath, gates]) =>
    gates.map(({ gateId, decision }) => ({ notePath, gateId, decision })),
  );
  const limit = io.stdout.isTTY ? USUAL_GROUPS : Infinity;
  return describeGroups<ReviewedCounts>(
    summarizeReviewed(entries, { by, limit }),
    [
      { head: "fail", amountOf: ({ fail }) => fail, style: "red" },
      { head: "warn", amountOf: ({ warn }) => warn, style: "yellow" },
      { head: "pass", amountOf: ({ pass }) => pass },
    ],
    io,
  );
}

/** What the reviews before had found in the notes that are not listed. */
function describeResolved(reviewed: Reviewed): string[] {
  const resolved = [...reviewed.values()].flat().reduce((sum, gate) => sum + (gate.resolved?.length ?? 0), 0);
  return resolved === 0 ? [] : [`${count(resolved, "finding")} of the reviews before resolved`];
}
