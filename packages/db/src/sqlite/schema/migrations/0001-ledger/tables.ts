// trim(), because length() and GLOB stop at the first NUL character and would not see what follows.
export const isSha = (column: string) =>
  `length(${column}) = 64 AND trim(${column}, '0123456789abcdef') = ''`;
export const isModelId = (column: string) =>
  `${column} <> '' AND trim(${column}, 'abcdefghijklmnopqrstuvwxyz0123456789_-') = ''`;
export const isNotBlank = (column: string) => `trim(${column}, ' ' || char(9, 10, 13)) <> ''`;
// The second half refuses what looks like a time but is none, such as the 30th of February.
export const isTime = (column: string) =>
  `${column} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'
    AND date(${column}) IS substr(${column}, 1, 10)`;
const isObject = (column: string) => `json_valid(${column}) AND json_type(${column}) = 'object'`;

/** The tables with everything that a column, a check or a key can say. */
export const tables = `
CREATE TABLE snapshots (
  sha TEXT NOT NULL PRIMARY KEY CHECK (${isSha("sha")}),
  text TEXT NOT NULL
) STRICT;

CREATE TABLE review_runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0),
  note_path TEXT NOT NULL CHECK (note_path <> ''),
  model_id TEXT NOT NULL CHECK (${isModelId("model_id")}),
  runner TEXT NOT NULL CHECK (runner <> ''),
  reviewed_note_sha TEXT NOT NULL REFERENCES snapshots (sha),
  started_at TEXT NOT NULL CHECK (${isTime("started_at")}),
  completed_at TEXT CHECK (${isTime("completed_at")}),
  status TEXT NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'completed', 'failed')),
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
  decision TEXT NOT NULL CHECK (decision IN ('pass', 'warn', 'fail', 'error', 'unknown')),
  rationale_markdown TEXT NOT NULL CHECK (${isNotBlank("rationale_markdown")}),
  evidence_json TEXT CHECK (json_valid(evidence_json)),
  gate_sha TEXT NOT NULL,
  reviewed_note_sha TEXT NOT NULL,
  reviewed_at TEXT NOT NULL CHECK (${isTime("reviewed_at")}),
  review_kind TEXT NOT NULL CHECK (review_kind IN ('full-review', 'manual-import')),
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
  acceptance_kind TEXT NOT NULL CHECK (acceptance_kind IN
    ('full-review', 'trivial-change-ack', 'gate-migration', 'manual-override', 'migration-import')),
  override_decision TEXT CHECK (override_decision IN ('pass', 'warn', 'fail')),
  remark TEXT CHECK (${isNotBlank("remark")}),
  CHECK (acceptance_kind = 'migration-import' OR accepted_review_id IS NOT NULL),
  CHECK ((acceptance_kind = 'manual-override') = (override_decision IS NOT NULL)),
  CHECK (acceptance_kind <> 'manual-override' OR remark IS NOT NULL),
  FOREIGN KEY (accepted_review_id, model_id) REFERENCES gate_reviews (id, model_id) ON UPDATE CASCADE
) STRICT;
`;
