import { connectionOf } from "../connection.ts";
import type { Ledger } from "../ledger.ts";
import { withLedgerErrors } from "../sqlite-errors.ts";
import type { RunId } from "../vocabulary.ts";

/** How many gates each of some runs was asked for, by run id. */
export async function countRequestedGates(
  ledger: Ledger,
  runIds: readonly RunId[],
): Promise<Map<RunId, number>> {
  const { sqlite, url } = connectionOf(ledger);
  return withLedgerErrors(url, () => {
    const counts = sqlite
      .prepare<[string], [runId: RunId, amount: number]>(
        `SELECT review_run_id, count(*) FROM review_run_gates
         WHERE review_run_id IN (SELECT value FROM json_each(?)) GROUP BY review_run_id`,
      )
      .raw();
    return new Map(counts.all(JSON.stringify(runIds)));
  });
}
