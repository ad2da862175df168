import { and, desc, eq, sql } from "drizzle-orm";
import { connectionOf, type Ledger } from "../ledger.ts";
import { withLedgerErrors } from "../sqlite-errors.ts";
import { reviewRuns } from "../tables.ts";
import type { ModelId } from "../vocabulary.ts";

/**
 * The partition under which the newest completed run that was asked for as `requested` was recorded;
 * undefined if there is none. A run without telemetry was asked for by the name it has. Newest is what ended last:
 * an import brings runs that are older than their ids.
 */
export async function findRecordedPartition(
  ledger: Ledger,
  requested: ModelId,
): Promise<{ modelId: ModelId; runId: number } | undefined> {
  const { orm, url } = connectionOf(ledger);
  // Word for word the expression of the index review_runs_requested, or SQLite would not use it.
  const askedFor = sql`coalesce(json_extract(telemetry_json, '$.requestedModelId'), model_id)`;
  return withLedgerErrors(url, () =>
    orm
      .select({ modelId: reviewRuns.modelId, runId: reviewRuns.id })
      .from(reviewRuns)
      .where(and(sql`${reviewRuns.status} = 'completed'`, eq(askedFor, requested)))
      .orderBy(desc(reviewRuns.completedAt), desc(reviewRuns.id))
      .limit(1)
      .get(),
  );
}
