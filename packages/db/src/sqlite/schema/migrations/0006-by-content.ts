import { refuse } from "./0001-ledger/triggers.ts";

const OF_THIS_VERSION = `other.model_id = NEW.model_id AND other.note_path = NEW.note_path AND other.gate_id = NEW.gate_id
       AND other.accepted_note_sha = NEW.accepted_note_sha AND other.accepted_gate_sha = NEW.accepted_gate_sha`;

/**
 * A pair is fresh by the versions it has now, whenever those were accepted; an acceptance may be taken back (`withdrawn`);
 * what a person finds to hold after a change of substance is no trivial change (`manual-ack`); and a requested name stands
 * for every partition that its runs were recorded under. Freshness reads an index that holds all it asks for, so the table
 * that repeated the newest acceptances goes.
 *
 * Word tables take a word from a migration only: their guard is made anew around it. A withdrawal that names its own id
 * (raw SQL may) comes after all other events of the version, or it could stand before what it takes back.
 */
export const byContentMigration = {
  version: 6,
  name: "by-content",
  sha: "15933a77261d6e5c0ad143b3451011c5b3ba0393cba194597fcd17d4da3f8306",
  sql: `
DROP TRIGGER acceptance_becomes_current;
DROP TABLE current_acceptances;
DROP VIEW current_gate_acceptances;
DROP TRIGGER acceptance_kinds_insert;
INSERT INTO acceptance_kinds VALUES ('manual-ack'), ('withdrawn');
${refuse("acceptance_kinds_insert", "INSERT ON acceptance_kinds", "", "the words of the ledger come with its migrations")}
CREATE INDEX acceptance_events_by_version ON acceptance_events
  (model_id, note_path, accepted_note_sha, gate_id, accepted_gate_sha, id, acceptance_kind);
DROP INDEX review_runs_requested;
CREATE INDEX review_runs_requested ON review_runs
  (coalesce(json_extract(telemetry_json, '$.requestedModelId'), model_id), model_id, id)
  WHERE status = 'completed' AND json_extract(telemetry_json, '$.imported') IS NULL;
DROP INDEX gate_reviews_with_findings;
CREATE INDEX gate_reviews_with_findings ON gate_reviews (note_path, gate_id, model_id) WHERE decision IN ('warn', 'fail');
${refuse(
  "withdrawal_takes_back_an_acceptance",
  "INSERT ON acceptance_events",
  `NEW.acceptance_kind = 'withdrawn' AND coalesce((
       SELECT other.acceptance_kind = 'withdrawn' OR NEW.id BETWEEN 1 AND other.id
       FROM acceptance_events AS other WHERE ${OF_THIS_VERSION}
       ORDER BY other.id DESC LIMIT 1), TRUE)`,
  "what is taken back is accepted in this version",
)}${refuse(
  "withdrawal_says_why",
  "INSERT ON acceptance_events",
  "NEW.acceptance_kind = 'withdrawn' AND NEW.remark IS NULL",
  "a withdrawal has a remark that says why",
)}`,
};
