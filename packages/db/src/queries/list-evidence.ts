import { connectionOf } from "../connection.ts";
import type { Ledger } from "../ledger.ts";
import { withLedgerErrors } from "../sqlite-errors.ts";
import type { Decision, GateReviewId, RunId } from "../vocabulary.ts";

/** What an acceptance event rests on: the decision of a gate review, and the run it was made in. */
export interface Evidence {
  runId: RunId;
  decision: Decision;
}

/** The evidence behind some gate review ids; an id that is not in the ledger is not in the answer either. */
export async function listEvidence(
  ledger: Ledger,
  reviewIds: readonly GateReviewId[],
): Promise<Map<GateReviewId, Evidence>> {
  const { sqlite, url } = connectionOf(ledger);
  return withLedgerErrors(url, () => {
    const rows = sqlite
      .prepare<[string], Evidence & { id: GateReviewId }>(
        `SELECT id, review_run_id AS runId, decision FROM gate_reviews
         WHERE id IN (SELECT value FROM json_each(?))`,
      )
      .all(JSON.stringify(reviewIds));
    return new Map(rows.map(({ id, ...evidence }) => [id, evidence]));
  });
}
