import { connectionOf } from "../connection.ts";
import { RunNotFoundError } from "../errors.ts";
import type { Ledger } from "../ledger.ts";
import { toGateReview, toRun } from "../read-rows.ts";
import type { GateReview, RequestedGate, Run } from "../rows.ts";
import { withLedgerErrors } from "../sqlite-errors.ts";
import type { reviewRuns } from "../tables.ts";
import { findRunRow, listGateReviewRows, listRequestedGates } from "./run-rows.ts";

/** A run with its requested gates in their order and the gate reviews written so far. */
export interface RunDetails extends Run {
  gates: RequestedGate[];
  gateReviews: GateReview[];
}

/** One run in full, without its raw bundle and debug log. Throws RunNotFoundError. */
export async function getRun(ledger: Ledger, runId: number): Promise<RunDetails> {
  const { sqlite, url } = connectionOf(ledger);
  return withLedgerErrors(url, () => {
    const row = findRunRow(sqlite, runId);
    if (!row) throw new RunNotFoundError(runId);
    const gateReviews = listGateReviewRows(sqlite, runId).map(toGateReview);
    return { ...toRun(row), gates: listRequestedGates(sqlite, runId), gateReviews };
  });
}

type OutputRow = Pick<typeof reviewRuns.$inferSelect, "rawBundleMarkdown" | "debugLog">;

/** The raw bundle and the debug log of a run, where they were kept. Throws RunNotFoundError. */
export async function getRunOutput(
  ledger: Ledger,
  runId: number,
): Promise<{ rawBundleMarkdown?: string; debugLog?: string }> {
  const { sqlite, url } = connectionOf(ledger);
  return withLedgerErrors(url, () => {
    const row = sqlite
      .prepare<[number], OutputRow>(
        "SELECT raw_bundle_markdown AS rawBundleMarkdown, debug_log AS debugLog FROM review_runs WHERE id = ?",
      )
      .get(runId);
    if (!row) throw new RunNotFoundError(runId);
    return { rawBundleMarkdown: row.rawBundleMarkdown ?? undefined, debugLog: row.debugLog ?? undefined };
  });
}
