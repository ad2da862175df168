function findRunRow(sqlite,runId){return sqlite.prepare(`SELECT id, note_path AS notePath, model_id AS modelId, runner, reviewed_note_sha AS reviewedNoteSha,
  started_at AS startedAt, completed_at AS completedAt, status, failure_reason AS failureReason,
  telemetry_json AS telemetryJson
FROM review_runs WHERE id = ?`).get(runId)}function listRequestedGates(sqlite,runId){return sqlite.prepare(`SELECT gate_id AS gateId, gate_sha AS gateSha
FROM review_run_gates WHERE review_run_id = ? ORDER BY ordinal`).all(runId)}function listGateReviewRows(sqlite,runId){return sqlite.prepare(`SELECT id, review_run_id AS reviewRunId, note_path AS notePath, gate_id AS gateId,
  model_id AS modelId, decision, rationale_markdown AS rationaleMarkdown, evidence_json AS evidenceJson,
  gate_sha AS gateSha, reviewed_note_sha AS reviewedNoteSha, reviewed_at AS reviewedAt, review_kind AS reviewKind
FROM gate_reviews WHERE review_run_id = ? ORDER BY id`).all(runId)}export{listGateReviewRows as n,listRequestedGates as r,findRunRow as t};