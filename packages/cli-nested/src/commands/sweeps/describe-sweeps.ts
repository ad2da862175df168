import { type Cell, type Io, layOutTable, oneLine, type Style } from "@review/cli-kit";
import { describeSweepProgress, type SharedSweepEntry } from "@review/views";
import { describeNumber, describeUsd } from "../../terminal/describe-amounts.ts";
import { describeAge } from "../../terminal/describe-time.ts";

const STYLES: Record<SharedSweepEntry["state"], Style> = {
  open: "yellow",
  finished: "green",
  cancelled: "dim",
  stopped: "red",
};

/** Shared sweeps as a table, a line each. */
export function describeSweeps(sweeps: readonly SharedSweepEntry[], now: Date, io: Io): string[] {
  const rows = sweeps.map((sweep): Cell[] => [
    { text: `${sweep.sweepId}` },
    { text: sweep.state, style: STYLES[sweep.state] },
    { text: describeAge(sweep.madeAt, now), style: "dim" },
    { text: `${sweep.runner} ${sweep.model}` },
    { text: describeProgress(sweep) },
  ]);
  return layOutTable(rows, { head: 3, last: "cut" }, io);
}

/** How far one is, in one line. */
export const describeProgress = (sweep: SharedSweepEntry): string =>
  oneLine(describeSweepProgress(sweep, { number: describeNumber, usd: describeUsd }));
