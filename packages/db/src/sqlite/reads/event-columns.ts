// The columns of an acceptance event, by the names of AcceptanceEventRow.

const FACTS = `id, note_path AS notePath, gate_id AS gateId, model_id AS modelId,
  accepted_review_id AS acceptedReviewId, accepted_note_sha AS acceptedNoteSha, accepted_gate_sha AS acceptedGateSha,
  accepted_at AS acceptedAt, acceptance_kind AS acceptanceKind, override_decision AS overrideDecision`;

export const EVENT_COLUMNS = `${FACTS}, remark`;
export const EVENT_COLUMNS_WITHOUT_REMARK = `${FACTS}, NULL AS remark`;
