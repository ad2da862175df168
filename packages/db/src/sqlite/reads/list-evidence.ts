import type { Database } from "better-sqlite3";
import type { Evidence } from "../../answers.ts";
import type { GateReviewId } from "../../vocabulary.ts";

/** The evidence behind some gate review ids; an id that is not in the ledger is not in the answer either. */
export function listEvidence(
  sqlite: Database,
  reviewIds: readonly GateReviewId[],
): Map<GateReviewId, Evidence> {
  const rows = sqlite
    .prepare<[string], Evidence & { id: GateReviewId }>(
      `SELECT id, review_run_id AS runId, decision FROM gate_reviews
       WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(reviewIds));
  return new Map(rows.map(({ id, ...evidence }) => [id, evidence]));
}
