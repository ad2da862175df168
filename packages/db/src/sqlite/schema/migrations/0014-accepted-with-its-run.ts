/** The name of the trigger below, for an import, which brings the acceptances of its runs itself. */
export const ACCEPTING_TRIGGER = "run_accepts_its_reviews";

/**
 * A run cannot be completed without an acceptance of each of its reviews: the statement that completes it makes them. SQLite could not
 * refuse it otherwise, since it looks at nothing when a change is committed but at foreign keys, which a plain shell has switched off.
 * Reviews of an import that nobody accepted are of the kind `manual-import`.
 */
export const acceptedWithItsRunMigration = {
  version: 14,
  name: "accepted-with-its-run",
  sha: "37a78fbd6c9d2b283f6b4ac738eb775ae39a4956c08840ffd6c31f908570a86e",
  sql: `
CREATE TRIGGER ${ACCEPTING_TRIGGER} AFTER UPDATE OF status ON review_runs WHEN NEW.status = 'completed' AND OLD.status = 'running' BEGIN
  INSERT INTO acceptance_events (note_path, gate_id, model_id, accepted_review_id, accepted_note_sha, accepted_gate_sha, accepted_at,
      acceptance_kind)
    SELECT review.note_path, review.gate_id, review.model_id, review.id, review.reviewed_note_sha, review.gate_sha, NEW.completed_at,
      review.review_kind
    FROM gate_reviews AS review
    JOIN review_run_gates AS gate ON gate.review_run_id = review.review_run_id AND gate.gate_id = review.gate_id
    WHERE review.review_run_id = NEW.id AND review.review_kind IN ('full-review', 'attested') ORDER BY gate.ordinal;
END;
`,
};
