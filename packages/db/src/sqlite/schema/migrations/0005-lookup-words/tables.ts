import { isModelId, isNotBlank, isSha, isTime } from "../0001-ledger/tables.ts";

// Before version 3.42, json_valid(NULL) is 0 and not NULL: an older SQLite found every row without JSON to be damaged.
const isJson = (column: string) => `${column} IS NULL OR json_valid(${column})`;
const isObject = (column: string) =>
  `${column} IS NULL OR (json_valid(${column}) AND json_type(${column}) = 'object')`;

/** In the order in which one points to another; so they are filled, and the other way round dropped. */
export const REBUILT = [
  "review_runs",
  "review_run_gates",
  "gate_reviews",
  "acceptance_events",
  "imported_rows",
] as const;

/** As before, but for the words, which are keys now, and the checks of JSON. */
export const rebuiltTables = `
CREATE TABLE review_runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0),
  note_path TEXT NOT NULL CHECK (note_path <> ''),
  model_id TEXT NOT NULL CHECK (${isModelId("model_id")}),
  runner TEXT NOT NULL CHECK (runner <> ''),
  reviewed_note_sha TEXT NOT NULL REFERENCES snapshots (sha),
  started_at TEXT NOT NULL CHECK (${isTime("started_at")}),
  completed_at TEXT CHECK (${isTime("completed_at")}),
  status TEXT NOT NULL DEFAULT 'running' REFERENCES run_statuses (status),
  failure_reason TEXT CHECK (${isNotBlank("failure_reason")}),
  telemetry_json TEXT CHECK (${isObject("telemetry_json")}),
  raw_bundle_markdown TEXT,
  debug_log TEXT,
  CHECK ((status = 'running') = (completed_at IS NULL)),
  CHECK ((status = 'failed') = (failure_reason IS NOT NULL)),
  UNIQUE (id, model_id, note_path, reviewed_note_sha)
) STRICT;

CREATE TABLE review_run_gates (
  review_run_id INTEGER NOT NULL REFERENCES review_runs (id),
  gate_id TEXT NOT NULL CHECK (gate_id <> ''),
  gate_sha TEXT NOT NULL REFERENCES snapshots (sha),
  ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
  PRIMARY KEY (review_run_id, gate_id),
  UNIQUE (review_run_id, gate_id, gate_sha),
  UNIQUE (review_run_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE gate_reviews (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0),
  review_run_id INTEGER NOT NULL,
  note_path TEXT NOT NULL,
  gate_id TEXT NOT NULL,
  model_id TEXT NOT NULL,
  decision TEXT NOT NULL REFERENCES decisions (decision),
  rationale_markdown TEXT NOT NULL CHECK (${isNotBlank("rationale_markdown")}),
  evidence_json TEXT CHECK (${isJson("evidence_json")}),
  gate_sha TEXT NOT NULL,
  reviewed_note_sha TEXT NOT NULL,
  reviewed_at TEXT NOT NULL CHECK (${isTime("reviewed_at")}),
  review_kind TEXT NOT NULL REFERENCES review_kinds (review_kind),
  CHECK (decision <> 'unknown' OR review_kind = 'manual-import'),
  UNIQUE (review_run_id, gate_id),
  UNIQUE (id, model_id),
  FOREIGN KEY (review_run_id, model_id, note_path, reviewed_note_sha)
    REFERENCES review_runs (id, model_id, note_path, reviewed_note_sha) ON UPDATE CASCADE,
  FOREIGN KEY (review_run_id, gate_id, gate_sha)
    REFERENCES review_run_gates (review_run_id, gate_id, gate_sha)
) STRICT;

CREATE TABLE acceptance_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0),
  note_path TEXT NOT NULL CHECK (note_path <> ''),
  gate_id TEXT NOT NULL CHECK (gate_id <> ''),
  model_id TEXT NOT NULL CHECK (${isModelId("model_id")}),
  accepted_review_id INTEGER,
  accepted_note_sha TEXT NOT NULL CHECK (${isSha("accepted_note_sha")}),
  accepted_gate_sha TEXT NOT NULL CHECK (${isSha("accepted_gate_sha")}),
  accepted_at TEXT NOT NULL CHECK (${isTime("accepted_at")}),
  acceptance_kind TEXT NOT NULL REFERENCES acceptance_kinds (acceptance_kind),
  override_decision TEXT CHECK (override_decision IN ('pass', 'warn', 'fail')),
  remark TEXT CHECK (${isNotBlank("remark")}),
  CHECK (acceptance_kind = 'migration-import' OR accepted_review_id IS NOT NULL),
  CHECK ((acceptance_kind = 'manual-override') = (override_decision IS NOT NULL)),
  CHECK (acceptance_kind <> 'manual-override' OR remark IS NOT NULL),
  FOREIGN KEY (accepted_review_id, model_id) REFERENCES gate_reviews (id, model_id) ON UPDATE CASCADE
) STRICT;

CREATE TABLE imported_rows (
  row_sha TEXT NOT NULL CHECK (length(row_sha) = 64),
  old_row TEXT NOT NULL CHECK (old_row <> ''),
  review_run_id INTEGER REFERENCES review_runs (id),
  acceptance_event_id INTEGER REFERENCES acceptance_events (id),
  CHECK ((review_run_id IS NULL) <> (acceptance_event_id IS NULL))
) STRICT;
`;

/** All indexes of the tables, which went with the old ones. */
export const indexes = `
CREATE INDEX review_runs_open ON review_runs (note_path) WHERE status = 'running';
CREATE INDEX review_runs_by_note ON review_runs (note_path, id);
CREATE INDEX review_runs_requested ON review_runs
  (coalesce(json_extract(telemetry_json, '$.requestedModelId'), model_id), id)
  WHERE status = 'completed' AND json_extract(telemetry_json, '$.imported') IS NULL;
CREATE INDEX gate_reviews_by_pair ON gate_reviews (note_path, gate_id, id);
CREATE INDEX gate_reviews_with_findings ON gate_reviews (note_path, gate_id, decision) WHERE decision IN ('warn', 'fail');
CREATE INDEX acceptance_events_current ON acceptance_events (model_id, note_path, gate_id, id);
CREATE INDEX acceptance_events_by_note ON acceptance_events (note_path, id);
CREATE INDEX acceptance_events_by_review ON acceptance_events (accepted_review_id);
CREATE UNIQUE INDEX acceptance_events_once ON acceptance_events (accepted_review_id)
  WHERE acceptance_kind = 'full-review';
CREATE INDEX acceptance_events_overrides ON acceptance_events (accepted_review_id) WHERE override_decision IS NOT NULL;
CREATE INDEX acceptance_events_carried ON acceptance_events (accepted_review_id, note_path, gate_id)
  WHERE acceptance_kind IN ('trivial-change-ack', 'gate-migration');
`;
