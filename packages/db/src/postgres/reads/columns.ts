// What is asked of a row, under the names of `from-rows`.

export const RUN_COLUMNS = `run.id, run.note_path AS "notePath", run.model_id AS "modelId", run.runner,
  run.reviewed_note_sha AS "reviewedNoteSha", run.started_at AS "startedAt", run.completed_at AS "completedAt", run.status,
  run.failure_reason AS "failureReason", run.telemetry_json AS "telemetryJson"`;

export const GATE_COLUMNS = `gate.gate_id AS "gateId", gate.gate_sha AS "gateSha", CASE WHEN EXISTS (
  SELECT 1 FROM review.gates_without_quotes AS free
  WHERE free.review_run_id = gate.review_run_id AND free.gate_id = gate.gate_id) THEN 'none' END AS quotes`;

export const REVIEW_COLUMNS = `review.id, review.review_run_id AS "reviewRunId", review.note_path AS "notePath",
  review.gate_id AS "gateId", review.model_id AS "modelId", review.decision, review.rationale_markdown AS "rationaleMarkdown",
  review.evidence_json AS "evidenceJson", review.gate_sha AS "gateSha", review.reviewed_note_sha AS "reviewedNoteSha",
  review.reviewed_at AS "reviewedAt", review.review_kind AS "reviewKind"`;

const EVENT_FACTS = `event.id, event.note_path AS "notePath", event.gate_id AS "gateId", event.model_id AS "modelId",
  event.accepted_review_id AS "acceptedReviewId", event.accepted_note_sha AS "acceptedNoteSha",
  event.accepted_gate_sha AS "acceptedGateSha", event.accepted_at AS "acceptedAt",
  event.acceptance_kind AS "acceptanceKind", event.override_decision AS "overrideDecision"`;

export const EVENT_COLUMNS = `${EVENT_FACTS}, event.remark`;
export const EVENT_COLUMNS_WITHOUT_REMARK = `${EVENT_FACTS}, NULL AS remark`;
