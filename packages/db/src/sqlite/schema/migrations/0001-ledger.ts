import { tables } from "./0001-ledger/tables.ts";
import { triggers } from "./0001-ledger/triggers.ts";

/** The newest event of each pair. */
export const currentView = `CREATE VIEW current_gate_acceptances AS
  SELECT event.* FROM acceptance_events AS event
  WHERE event.id = (
    SELECT max(other.id) FROM acceptance_events AS other
    WHERE other.model_id = event.model_id AND other.note_path = event.note_path AND other.gate_id = event.gate_id);
`;

const indexes = `
CREATE INDEX review_runs_open ON review_runs (note_path) WHERE status = 'running';
CREATE INDEX review_runs_by_note ON review_runs (note_path, id);
CREATE INDEX review_runs_requested ON review_runs
  (coalesce(json_extract(telemetry_json, '$.requestedModelId'), model_id), id) WHERE status = 'completed';
CREATE INDEX gate_reviews_by_pair ON gate_reviews (note_path, gate_id, id);
CREATE INDEX acceptance_events_current ON acceptance_events (model_id, note_path, gate_id, id);
CREATE INDEX acceptance_events_by_note ON acceptance_events (note_path, id);
CREATE INDEX acceptance_events_by_review ON acceptance_events (accepted_review_id);
CREATE UNIQUE INDEX acceptance_events_once ON acceptance_events (accepted_review_id)
  WHERE acceptance_kind = 'full-review';

${currentView}`;

/**
 * The first schema. A migration that has been released is never edited: its text is hashed into every
 * ledger it has made, and a difference is refused.
 */
export const ledgerMigration = {
  version: 1,
  name: "ledger",
  sha: "587ddb506edce92ae6ad7c9bfd1dd25de14c95095daa461f28db4a6b1c631e69",
  sql: tables + indexes + triggers,
};
