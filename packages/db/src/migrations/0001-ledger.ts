/**
 * The first schema. A migration that has been released is never edited: its text is hashed into every
 * ledger it has made, and a difference is refused.
 */
const isSha = (column: string) => `length(${column}) = 64 AND ${column} NOT GLOB '*[^0-9a-f]*'`;
const isTime = (column: string) =>
  `${column} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'`;
const isModelId = (column: string) => `${column} <> '' AND ${column} NOT GLOB '*[^a-z0-9_-]*'`;

const tables = `
CREATE TABLE snapshots (
  sha TEXT NOT NULL PRIMARY KEY CHECK (${isSha("sha")}),
  text TEXT NOT NULL
) STRICT;

CREATE TABLE review_runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  note_path TEXT NOT NULL CHECK (note_path <> ''),
  model_id TEXT NOT NULL CHECK (${isModelId("model_id")}),
  runner TEXT NOT NULL CHECK (runner <> ''),
  reviewed_note_sha TEXT NOT NULL REFERENCES snapshots (sha),
  started_at TEXT NOT NULL CHECK (${isTime("started_at")}),
  completed_at TEXT CHECK (${isTime("completed_at")}),
  status TEXT NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'completed', 'failed')),
  failure_reason TEXT CHECK (trim(failure_reason) <> ''),
  telemetry_json TEXT CHECK (json_valid(telemetry_json)),
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
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  review_run_id INTEGER NOT NULL,
  note_path TEXT NOT NULL,
  gate_id TEXT NOT NULL,
  model_id TEXT NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('pass', 'warn', 'fail', 'error', 'unknown')),
  rationale_markdown TEXT NOT NULL CHECK (trim(rationale_markdown) <> ''),
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
  id INTEGER PRIMARY KEY AUTOINCREMENT,
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
  remark TEXT CHECK (trim(remark) <> ''),
  CHECK (acceptance_kind = 'migration-import' OR accepted_review_id IS NOT NULL),
  CHECK ((acceptance_kind = 'manual-override') = (override_decision IS NOT NULL)),
  CHECK (acceptance_kind <> 'manual-override' OR remark IS NOT NULL),
  FOREIGN KEY (accepted_review_id, model_id) REFERENCES gate_reviews (id, model_id) ON UPDATE CASCADE
) STRICT;
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

CREATE VIEW current_gate_acceptances AS
  SELECT event.* FROM acceptance_events AS event
  WHERE event.id = (
    SELECT max(other.id) FROM acceptance_events AS other
    WHERE other.model_id = event.model_id AND other.note_path = event.note_path AND other.gate_id = event.gate_id);
`;

const refuse = (name: string, on: string, when: string, why: string) => `
CREATE TRIGGER ${name} BEFORE ${on} ${when === "" ? "" : `WHEN ${when} `}BEGIN
  SELECT raise(ABORT, '${why}');
END;
`;

const runIsNotRunning = (row: "NEW" | "OLD") =>
  `(SELECT status FROM review_runs WHERE id = ${row}.review_run_id) IS NOT 'running'`;

// The foreign keys say the same; these hold for a caller that has switched them off, too.
const doesNotFitItsRun = `NOT EXISTS (
       SELECT 1 FROM review_runs AS run JOIN review_run_gates AS gate ON gate.review_run_id = run.id
       WHERE run.id = NEW.review_run_id AND run.model_id = NEW.model_id AND run.note_path = NEW.note_path
         AND run.reviewed_note_sha = NEW.reviewed_note_sha
         AND gate.gate_id = NEW.gate_id AND gate.gate_sha = NEW.gate_sha)`;
const fits = "a gate review names the partition, note and gate version of its run";

const triggers = [
  refuse(
    "run_starts_running",
    "INSERT ON review_runs",
    "NEW.status <> 'running'",
    "a run starts with status running",
  ),
  refuse(
    "run_is_not_replaced",
    "INSERT ON review_runs",
    "EXISTS (SELECT 1 FROM review_runs WHERE id = NEW.id)",
    "runs are never replaced",
  ),
  refuse("run_is_kept", "DELETE ON review_runs", "", "runs are never deleted"),
  refuse(
    "run_identity_is_fixed",
    "UPDATE ON review_runs",
    `NEW.id <> OLD.id OR NEW.note_path <> OLD.note_path OR NEW.runner <> OLD.runner
     OR NEW.reviewed_note_sha <> OLD.reviewed_note_sha OR NEW.started_at <> OLD.started_at`,
    "id, note, runner and start of a run never change",
  ),
  refuse(
    "run_ends_once",
    "UPDATE ON review_runs",
    `OLD.status <> 'running' AND (NEW.status <> OLD.status OR NEW.model_id <> OLD.model_id
     OR NEW.completed_at IS NOT OLD.completed_at OR NEW.failure_reason IS NOT OLD.failure_reason)`,
    "a run that has ended keeps its status, end, reason and model",
  ),
  refuse(
    "run_completes_with_coverage",
    "UPDATE OF status ON review_runs",
    `NEW.status = 'completed' AND OLD.status = 'running' AND (
       NOT EXISTS (SELECT 1 FROM review_run_gates WHERE review_run_id = NEW.id)
       OR EXISTS (
         SELECT 1 FROM review_run_gates AS gate
         LEFT JOIN gate_reviews AS review ON review.review_run_id = gate.review_run_id AND review.gate_id = gate.gate_id
         WHERE gate.review_run_id = NEW.id AND (review.id IS NULL OR review.decision NOT IN ('pass', 'warn', 'fail'))))`,
    "a run completes only when every requested gate is reviewed with pass, warn or fail",
  ),
  refuse(
    "run_gate_set_while_running",
    "INSERT ON review_run_gates",
    `${runIsNotRunning("NEW")}
     OR EXISTS (SELECT 1 FROM gate_reviews WHERE review_run_id = NEW.review_run_id)
     OR EXISTS (SELECT 1 FROM review_run_gates AS other WHERE other.review_run_id = NEW.review_run_id
       AND (other.gate_id = NEW.gate_id OR other.ordinal = NEW.ordinal))`,
    "the requested gates are captured when the run starts",
  ),
  refuse("run_gate_is_fixed", "UPDATE ON review_run_gates", "", "the requested gates of a run never change"),
  refuse("run_gate_is_kept", "DELETE ON review_run_gates", "", "the requested gates of a run never change"),
  ...(["INSERT", "UPDATE", "DELETE"] as const).map((verb) =>
    refuse(
      `gate_review_${verb.toLowerCase()}_while_running`,
      `${verb} ON gate_reviews`,
      verb === "UPDATE"
        ? `${runIsNotRunning("OLD")} OR ${runIsNotRunning("NEW")}`
        : runIsNotRunning(verb === "INSERT" ? "NEW" : "OLD"),
      "gate reviews change only while their run is running",
    ),
  ),
  refuse(
    "gate_review_is_not_replaced",
    "INSERT ON gate_reviews",
    "EXISTS (SELECT 1 FROM gate_reviews WHERE id = NEW.id)",
    "a gate review keeps its id",
  ),
  refuse(
    "gate_review_identity_is_fixed",
    "UPDATE ON gate_reviews",
    "NEW.id <> OLD.id OR NEW.review_run_id <> OLD.review_run_id OR NEW.gate_id <> OLD.gate_id",
    "id, run and gate of a gate review never change",
  ),
  refuse("gate_review_fits_its_run", "INSERT ON gate_reviews", doesNotFitItsRun, fits),
  refuse("gate_review_keeps_fitting_its_run", "UPDATE ON gate_reviews", doesNotFitItsRun, fits),
  `
CREATE TRIGGER run_partition_is_one AFTER UPDATE OF model_id ON review_runs
WHEN EXISTS (SELECT 1 FROM gate_reviews WHERE review_run_id = NEW.id AND model_id <> NEW.model_id) BEGIN
  SELECT raise(ABORT, 'a rekey needs foreign_keys to be on');
END;
`,
  refuse(
    "acceptance_is_not_replaced",
    "INSERT ON acceptance_events",
    `EXISTS (SELECT 1 FROM acceptance_events WHERE id = NEW.id)
     OR (NEW.acceptance_kind = 'full-review' AND EXISTS (SELECT 1 FROM acceptance_events AS other
       WHERE other.accepted_review_id = NEW.accepted_review_id AND other.acceptance_kind = 'full-review'))`,
    "a review is accepted by full review once",
  ),
  refuse(
    "acceptance_needs_completed_run",
    "INSERT ON acceptance_events",
    `NEW.acceptance_kind <> 'migration-import' AND NOT EXISTS (
       SELECT 1 FROM gate_reviews AS review JOIN review_runs AS run ON run.id = review.review_run_id
       WHERE review.id = NEW.accepted_review_id AND run.status = 'completed'
         AND review.model_id = NEW.model_id AND review.decision IN ('pass', 'warn', 'fail'))`,
    "an acceptance needs a review of a completed run with pass, warn or fail",
  ),
  refuse(
    "full_review_names_what_was_judged",
    "INSERT ON acceptance_events",
    `NEW.acceptance_kind = 'full-review' AND NOT EXISTS (
       SELECT 1 FROM gate_reviews AS review WHERE review.id = NEW.accepted_review_id
         AND review.note_path = NEW.note_path AND review.gate_id = NEW.gate_id
         AND review.reviewed_note_sha = NEW.accepted_note_sha AND review.gate_sha = NEW.accepted_gate_sha)`,
    "a full-review acceptance names the pair and the shas that its review judged",
  ),
  refuse("acceptance_is_fixed", "UPDATE ON acceptance_events", "", "acceptance events are append-only"),
  refuse("acceptance_is_kept", "DELETE ON acceptance_events", "", "acceptance events are append-only"),
  `
CREATE TRIGGER snapshot_is_not_replaced BEFORE INSERT ON snapshots
WHEN EXISTS (SELECT 1 FROM snapshots WHERE sha = NEW.sha) BEGIN
  SELECT raise(IGNORE);
END;
`,
  refuse("snapshot_is_fixed", "UPDATE ON snapshots", "", "snapshots are never changed"),
  refuse("snapshot_is_kept", "DELETE ON snapshots", "", "snapshots are never changed"),
].join("");

export const ledgerMigration = { version: 1, name: "ledger", sql: tables + indexes + triggers };
