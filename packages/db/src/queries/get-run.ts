import { asc, eq } from "drizzle-orm";
import { RunNotFoundError } from "../errors.ts";
import { connectionOf, type Ledger } from "../ledger.ts";
import { type GateReview, type RequestedGate, type Run, toGateReview, toRun } from "../rows.ts";
import { withLedgerErrors } from "../sqlite-errors.ts";
import { gateReviews, reviewRunGates, reviewRuns } from "../tables.ts";
import { runColumns } from "./run-columns.ts";

/** A run with its requested gates in their order and the gate reviews written so far. */
export interface RunDetails extends Run {
  gates: RequestedGate[];
  gateReviews: GateReview[];
}

/** One run in full, without its raw bundle and debug log. Throws RunNotFoundError. */
export async function getRun(ledger: Ledger, runId: number): Promise<RunDetails> {
  const { orm, url } = connectionOf(ledger);
  return withLedgerErrors(url, () => {
    const row = orm.select(runColumns).from(reviewRuns).where(eq(reviewRuns.id, runId)).get();
    if (!row) throw new RunNotFoundError(runId);
    const gates = orm
      .select({ gateId: reviewRunGates.gateId, gateSha: reviewRunGates.gateSha })
      .from(reviewRunGates)
      .where(eq(reviewRunGates.reviewRunId, runId))
      .orderBy(asc(reviewRunGates.ordinal))
      .all();
    const reviews = orm
      .select()
      .from(gateReviews)
      .where(eq(gateReviews.reviewRunId, runId))
      .orderBy(asc(gateReviews.id))
      .all();
    return { ...toRun(row), gates, gateReviews: reviews.map(toGateReview) };
  });
}

/** The raw bundle and the debug log of a run, where they were kept. Throws RunNotFoundError. */
export async function getRunOutput(
  ledger: Ledger,
  runId: number,
): Promise<{ rawBundleMarkdown?: string; debugLog?: string }> {
  const { orm, url } = connectionOf(ledger);
  return withLedgerErrors(url, () => {
    const row = orm
      .select({ rawBundleMarkdown: reviewRuns.rawBundleMarkdown, debugLog: reviewRuns.debugLog })
      .from(reviewRuns)
      .where(eq(reviewRuns.id, runId))
      .get();
    if (!row) throw new RunNotFoundError(runId);
    return { rawBundleMarkdown: row.rawBundleMarkdown ?? undefined, debugLog: row.debugLog ?? undefined };
  });
}
