import type { Database } from "better-sqlite3";
import type { RunId } from "../../vocabulary.ts";

/** How many gates each of some runs was asked for, by run id. */
export function countRequestedGates(sqlite: Database, ids: readonly RunId[]): Map<RunId, number> {
  const counts = sqlite
    .prepare<[string], [id: RunId, amount: number]>(
      `SELECT review_run_id, count(*) FROM review_run_gates
       WHERE review_run_id IN (SELECT value FROM json_each(?)) GROUP BY review_run_id`,
    )
    .raw();
  return new Map(counts.all(JSON.stringify(ids)));
}
