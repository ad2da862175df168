import { connectionOf } from "../connection.ts";
import type { Ledger } from "../ledger.ts";
import { withLedgerErrors } from "../sqlite-errors.ts";
import type { AcceptanceEventId, GateReviewId, ModelId, RunId } from "../vocabulary.ts";

/** A pair whose newest accepted evidence, over all partitions, says warn or fail. */
export interface QueuedPair {
  notePath: string;
  gateId: string;
  /** The override of the evidence review, where a person made one; else its own decision. */
  decision: "warn" | "fail";
  /** The partition the evidence was made under. */
  modelId: ModelId;
  runId: RunId;
  reviewId: GateReviewId;
  rationaleMarkdown: string;
  reviewedAt: string;
  /** The newest acceptance event of the pair under that partition, and the versions it accepts. */
  acceptanceId: AcceptanceEventId;
  acceptedNoteSha: string;
  acceptedGateSha: string;
  acceptedAt: string;
  /** Why a person put another decision in the review's place. */
  overrideRemark?: string;
}

// An acknowledgement is no evidence: it carries the review of an earlier event on.
const EVIDENCE_KINDS = "('full-review', 'manual-override', 'migration-import')";

// Of a review: the event by which it became evidence last, and the last override of it.
const madeEvidenceBy = (review: string) =>
  `(SELECT max(id) FROM acceptance_events WHERE accepted_review_id = ${review}
    AND acceptance_kind IN ${EVIDENCE_KINDS})`;
const overriddenBy = (review: string) =>
  `(SELECT max(id) FROM acceptance_events WHERE accepted_review_id = ${review}
    AND acceptance_kind = 'manual-override')`;

// Of a pair under a partition: its newest event.
const newestOf = (model: string) =>
  `(SELECT max(id) FROM acceptance_events
    WHERE model_id = ${model} AND note_path = event.note_path AND gate_id = event.gate_id)`;

// The candidates are few, so everything else is asked per candidate, by index; CROSS JOIN keeps SQLite to that order.
const QUEUE = `
WITH
  candidate AS (
    SELECT id FROM gate_reviews WHERE decision IN ('warn', 'fail')
    UNION SELECT accepted_review_id FROM acceptance_events WHERE override_decision IN ('warn', 'fail')),
  partition AS MATERIALIZED (SELECT DISTINCT model_id FROM acceptance_events)
SELECT event.note_path AS notePath, event.gate_id AS gateId,
  coalesce(override.override_decision, review.decision) AS decision,
  event.model_id AS modelId, review.review_run_id AS runId, review.id AS reviewId,
  review.rationale_markdown AS rationaleMarkdown, review.reviewed_at AS reviewedAt,
  event.id AS acceptanceId, event.accepted_note_sha AS acceptedNoteSha,
  event.accepted_gate_sha AS acceptedGateSha, event.accepted_at AS acceptedAt,
  override.remark AS overrideRemark
FROM candidate
CROSS JOIN gate_reviews AS review ON review.id = candidate.id
CROSS JOIN acceptance_events AS event
  ON event.accepted_review_id = review.id AND event.id = ${newestOf("event.model_id")}
LEFT JOIN acceptance_events AS override ON override.id = ${overriddenBy("review.id")}
WHERE coalesce(override.override_decision, review.decision) IN ('warn', 'fail')
  AND (@notePaths IS NULL OR event.note_path IN (SELECT value FROM json_each(@notePaths)))
  AND NOT EXISTS (
    SELECT 1 FROM partition
    CROSS JOIN acceptance_events AS other ON other.id = ${newestOf("partition.model_id")}
    WHERE partition.model_id <> event.model_id
      AND ${madeEvidenceBy("other.accepted_review_id")} > ${madeEvidenceBy("review.id")})
ORDER BY event.note_path, event.gate_id`;

/**
 * The pairs whose newest accepted evidence says warn or fail, by note and gate; only those of some notes, if
 * `notePaths` is given. An override holds for as long as the review it overrides is the pair's evidence.
 */
export async function listFixQueue(
  ledger: Ledger,
  { notePaths }: { notePaths?: readonly string[] } = {},
): Promise<QueuedPair[]> {
  const { sqlite, url } = connectionOf(ledger);
  type Row = Omit<QueuedPair, "overrideRemark"> & { overrideRemark: string | null };
  return withLedgerErrors(url, () =>
    sqlite
      .prepare<{ notePaths: string | null }, Row>(QUEUE)
      .all({ notePaths: notePaths ? JSON.stringify(notePaths) : null })
      .map(({ overrideRemark, ...pair }) => (overrideRemark === null ? pair : { ...pair, overrideRemark })),
  );
}
