/**
 * What a requested name stands for is decided by the order in which runs were recorded, not by their times: a clock that was
 * ahead once would decide it until that time has come. Runs that an import brought are older than their ids and were
 * asked for elsewhere; they do not count. The fix queue begins with the pairs that it may name: those of reviews that
 * found something, of overrides, and of reviews that were carried over from another name. Each of the three has an index
 * of its own, since they are few among all.
 */
export const ledgerOrderMigration = {
  version: 4,
  name: "ledger-order",
  sha: "9db2990a2e328538a29aec94ee07c4052bdb7c04ee8b4ada8e4c9866be96a200",
  sql: `
DROP INDEX review_runs_requested;
CREATE INDEX review_runs_requested ON review_runs
  (coalesce(json_extract(telemetry_json, '$.requestedModelId'), model_id), id)
  WHERE status = 'completed' AND json_extract(telemetry_json, '$.imported') IS NULL;
CREATE INDEX gate_reviews_with_findings ON gate_reviews (note_path, gate_id, decision) WHERE decision IN ('warn', 'fail');
CREATE INDEX acceptance_events_overrides ON acceptance_events (accepted_review_id) WHERE override_decision IS NOT NULL;
CREATE INDEX acceptance_events_carried ON acceptance_events (accepted_review_id, note_path, gate_id)
  WHERE acceptance_kind IN ('trivial-change-ack', 'gate-migration');
`,
};
