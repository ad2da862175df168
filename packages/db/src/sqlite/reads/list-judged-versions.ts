import type { Database } from "better-sqlite3";
import { type JudgedVersionRow, toJudgedVersion } from "../../from-rows/to-judged.ts";
import type { JudgedPlace, JudgedVersion } from "../../judged.ts";

// In the order of the index, from where the last page ended: a ledger may have a million reviews.
const JUDGED = `SELECT review.id AS reviewId, review.review_run_id AS runId, review.model_id AS modelId, review.decision,
  review.note_path AS notePath, review.gate_id AS gateId, review.reviewed_note_sha AS noteSha, review.gate_sha AS gateSha,
  review.reviewed_at AS reviewedAt, EXISTS (
    SELECT 1 FROM acceptance_events AS override INDEXED BY acceptance_events_overrides
    WHERE override.accepted_review_id = review.id AND override.override_decision IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM acceptance_events AS back INDEXED BY acceptance_events_by_review
      WHERE back.accepted_review_id = review.id AND back.id > override.id AND back.acceptance_kind = 'withdrawn')) AS isOverridden
FROM gate_reviews AS review INDEXED BY gate_reviews_by_pair
CROSS JOIN review_runs AS run ON run.id = review.review_run_id
WHERE (review.note_path, review.gate_id, review.id) > (@notePath, @gateId, @reviewId)
  AND run.status = 'completed' AND review.decision IN ('pass', 'warn', 'fail') AND review.review_kind <> 'attested'
ORDER BY review.note_path, review.gate_id, review.id LIMIT @limit`;

/** What completed runs of the ledger's own judged, by note and gate, the oldest first: as many as `limit` behind a place. */
export function listJudgedVersions(
  sqlite: Database,
  { after, limit }: { after?: JudgedPlace | undefined; limit: number },
): JudgedVersion[] {
  const { notePath = "", gateId = "", reviewId = 0 } = after ?? {};
  return sqlite
    .prepare<[JudgedPlace & { limit: number }], JudgedVersionRow>(JUDGED)
    .all({ notePath, gateId, reviewId, limit })
    .map(toJudgedVersion);
}
