import { type Cell, count, type Io, layOutTable, oneLine, type Style } from "@review/cli-kit";
import type { SharedSweepEntry } from "@review/views";
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
export function describeProgress(sweep: SharedSweepEntry): string {
  const { pairs, open, reviewed, failed, skipped, batches, lost, costUsd, tokens, reason } = sweep;
  return oneLine(
    [
      `${describeNumber(pairs - open)} of ${count(pairs, "pair")}`,
      `${describeNumber(reviewed)} reviewed`,
      failed > 0 && `${describeNumber(failed)} failed`,
      skipped > 0 && `${describeNumber(skipped)} fresh by then`,
      batches.taken > 0 && `${count(batches.taken, "batch", "batches")} under way`,
      lost.batches > 0 &&
        `${count(lost.batches, "batch", "batches")} (${count(lost.pairs, "pair")}) of lost workers asked again`,
      costUsd > 0 && describeUsd(costUsd),
      tokens > 0 && `${describeNumber(tokens)} tokens`,
      reason,
    ]
      .filter((part) => typeof part === "string")
      .join(", "),
  );
}
