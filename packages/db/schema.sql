-- Written by a test, for readers: `pnpm vitest run packages/db -u` writes it anew.

CREATE TABLE ledger_migrations (
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  sha TEXT NOT NULL,
  applied_at TEXT NOT NULL
) STRICT;

CREATE TABLE snapshots (
  sha TEXT NOT NULL PRIMARY KEY CHECK (length(sha) = 64 AND trim(sha, '0123456789abcdef') = ''),
  text TEXT NOT NULL
) STRICT;

CREATE TABLE run_statuses (status TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE decisions (decision TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE review_kinds (review_kind TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE acceptance_kinds (acceptance_kind TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE review_runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0),
  note_path TEXT NOT NULL CHECK (note_path <> ''),
  model_id TEXT NOT NULL CHECK (model_id <> '' AND trim(model_id, 'abcdefghijklmnopqrstuvwxyz0123456789_-') = ''),
  runner TEXT NOT NULL CHECK (runner <> ''),
  reviewed_note_sha TEXT NOT NULL REFERENCES snapshots (sha),
  started_at TEXT NOT NULL CHECK (started_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'
    AND date(started_at) IS substr(started_at, 1, 10)),
  completed_at TEXT CHECK (completed_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'
    AND date(completed_at) IS substr(completed_at, 1, 10)),
  status TEXT NOT NULL DEFAULT 'running' REFERENCES run_statuses (status),
  failure_reason TEXT CHECK (trim(failure_reason, ' ' || char(9, 10, 13)) <> ''),
  telemetry_json TEXT CHECK (telemetry_json IS NULL OR (json_valid(telemetry_json) AND json_type(telemetry_json) = 'object')),
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
  rationale_markdown TEXT NOT NULL CHECK (trim(rationale_markdown, ' ' || char(9, 10, 13)) <> ''),
  evidence_json TEXT CHECK (evidence_json IS NULL OR json_valid(evidence_json)),
  gate_sha TEXT NOT NULL,
  reviewed_note_sha TEXT NOT NULL,
  reviewed_at TEXT NOT NULL CHECK (reviewed_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'
    AND date(reviewed_at) IS substr(reviewed_at, 1, 10)),
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
  model_id TEXT NOT NULL CHECK (model_id <> '' AND trim(model_id, 'abcdefghijklmnopqrstuvwxyz0123456789_-') = ''),
  accepted_review_id INTEGER,
  accepted_note_sha TEXT NOT NULL CHECK (length(accepted_note_sha) = 64 AND trim(accepted_note_sha, '0123456789abcdef') = ''),
  accepted_gate_sha TEXT NOT NULL CHECK (length(accepted_gate_sha) = 64 AND trim(accepted_gate_sha, '0123456789abcdef') = ''),
  accepted_at TEXT NOT NULL CHECK (accepted_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'
    AND date(accepted_at) IS substr(accepted_at, 1, 10)),
  acceptance_kind TEXT NOT NULL REFERENCES acceptance_kinds (acceptance_kind),
  override_decision TEXT CHECK (override_decision IN ('pass', 'warn', 'fail')),
  remark TEXT CHECK (trim(remark, ' ' || char(9, 10, 13)) <> ''),
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

CREATE INDEX review_runs_open ON review_runs (note_path) WHERE status = 'running';

CREATE INDEX review_runs_by_note ON review_runs (note_path, id);

CREATE INDEX gate_reviews_by_pair ON gate_reviews (note_path, gate_id, id);

CREATE INDEX acceptance_events_current ON acceptance_events (model_id, note_path, gate_id, id);

CREATE INDEX acceptance_events_by_note ON acceptance_events (note_path, id);

CREATE INDEX acceptance_events_by_review ON acceptance_events (accepted_review_id);

CREATE INDEX acceptance_events_overrides ON acceptance_events (accepted_review_id) WHERE override_decision IS NOT NULL;

CREATE INDEX acceptance_events_carried ON acceptance_events (accepted_review_id, note_path, gate_id)
  WHERE acceptance_kind IN ('trivial-change-ack', 'gate-migration');

CREATE TRIGGER run_starts_running BEFORE INSERT ON review_runs WHEN NEW.status IS NOT 'running' BEGIN
  SELECT raise(ABORT, 'a run starts with status running');
END;

CREATE TRIGGER run_is_not_replaced BEFORE INSERT ON review_runs WHEN EXISTS (SELECT 1 FROM review_runs WHERE id = NEW.id) BEGIN
  SELECT raise(ABORT, 'a run keeps its id');
END;

CREATE TRIGGER run_keeps_its_note BEFORE INSERT ON review_runs WHEN NOT EXISTS (SELECT 1 FROM snapshots WHERE sha = NEW.reviewed_note_sha) BEGIN
  SELECT raise(ABORT, 'a run names a note whose text is in snapshots');
END;

CREATE TRIGGER run_is_kept BEFORE DELETE ON review_runs BEGIN
  SELECT raise(ABORT, 'runs are never deleted');
END;

CREATE TRIGGER run_identity_is_fixed BEFORE UPDATE ON review_runs WHEN NEW.id <> OLD.id OR NEW.note_path <> OLD.note_path OR NEW.runner <> OLD.runner
     OR NEW.reviewed_note_sha <> OLD.reviewed_note_sha OR NEW.started_at <> OLD.started_at BEGIN
  SELECT raise(ABORT, 'id, note, runner and start of a run never change');
END;

CREATE TRIGGER run_ends_once BEFORE UPDATE ON review_runs WHEN OLD.status <> 'running' AND (NEW.status IS NOT OLD.status OR NEW.model_id IS NOT OLD.model_id
     OR NEW.completed_at IS NOT OLD.completed_at OR NEW.failure_reason IS NOT OLD.failure_reason) BEGIN
  SELECT raise(ABORT, 'a run that has ended keeps its status, end, reason and model');
END;

CREATE TRIGGER run_completes_with_coverage BEFORE UPDATE OF status ON review_runs WHEN NEW.status = 'completed' AND OLD.status = 'running' AND (
       NOT EXISTS (SELECT 1 FROM review_run_gates WHERE review_run_id = NEW.id)
       OR EXISTS (
         SELECT 1 FROM review_run_gates AS gate
         LEFT JOIN gate_reviews AS review ON review.review_run_id = gate.review_run_id AND review.gate_id = gate.gate_id
         WHERE gate.review_run_id = NEW.id AND (review.id IS NULL OR review.decision NOT IN ('pass', 'warn', 'fail')))) BEGIN
  SELECT raise(ABORT, 'a run completes only when every requested gate is reviewed with pass, warn or fail');
END;

CREATE TRIGGER run_gate_set_while_running BEFORE INSERT ON review_run_gates WHEN (SELECT status FROM review_runs WHERE id = NEW.review_run_id) IS NOT 'running'
     OR EXISTS (SELECT 1 FROM gate_reviews WHERE review_run_id = NEW.review_run_id)
     OR EXISTS (SELECT 1 FROM review_run_gates AS other WHERE other.review_run_id = NEW.review_run_id
       AND (other.gate_id = NEW.gate_id OR other.ordinal = NEW.ordinal)) BEGIN
  SELECT raise(ABORT, 'the requested gates are captured when the run starts');
END;

CREATE TRIGGER run_gate_keeps_its_text BEFORE INSERT ON review_run_gates WHEN NOT EXISTS (SELECT 1 FROM snapshots WHERE sha = NEW.gate_sha) BEGIN
  SELECT raise(ABORT, 'a run names gates whose texts are in snapshots');
END;

CREATE TRIGGER run_gate_is_fixed BEFORE UPDATE ON review_run_gates BEGIN
  SELECT raise(ABORT, 'the requested gates of a run never change');
END;

CREATE TRIGGER run_gate_is_kept BEFORE DELETE ON review_run_gates BEGIN
  SELECT raise(ABORT, 'the requested gates of a run never change');
END;

CREATE TRIGGER gate_review_insert_while_running BEFORE INSERT ON gate_reviews WHEN (SELECT status FROM review_runs WHERE id = NEW.review_run_id) IS NOT 'running' BEGIN
  SELECT raise(ABORT, 'gate reviews change only while their run is running');
END;

CREATE TRIGGER gate_review_update_while_running BEFORE UPDATE ON gate_reviews WHEN (SELECT status FROM review_runs WHERE id = OLD.review_run_id) IS NOT 'running' OR (SELECT status FROM review_runs WHERE id = NEW.review_run_id) IS NOT 'running' BEGIN
  SELECT raise(ABORT, 'gate reviews change only while their run is running');
END;

CREATE TRIGGER gate_review_delete_while_running BEFORE DELETE ON gate_reviews WHEN (SELECT status FROM review_runs WHERE id = OLD.review_run_id) IS NOT 'running' BEGIN
  SELECT raise(ABORT, 'gate reviews change only while their run is running');
END;

CREATE TRIGGER gate_review_is_not_replaced BEFORE INSERT ON gate_reviews WHEN EXISTS (SELECT 1 FROM gate_reviews WHERE id = NEW.id) BEGIN
  SELECT raise(ABORT, 'a gate review keeps its id');
END;

CREATE TRIGGER gate_review_identity_is_fixed BEFORE UPDATE ON gate_reviews WHEN NEW.id <> OLD.id OR NEW.review_run_id <> OLD.review_run_id OR NEW.gate_id <> OLD.gate_id BEGIN
  SELECT raise(ABORT, 'id, run and gate of a gate review never change');
END;

CREATE TRIGGER gate_review_fits_its_run BEFORE INSERT ON gate_reviews WHEN NOT EXISTS (
       SELECT 1 FROM review_runs AS run JOIN review_run_gates AS gate ON gate.review_run_id = run.id
       WHERE run.id = NEW.review_run_id AND run.model_id = NEW.model_id AND run.note_path = NEW.note_path
         AND run.reviewed_note_sha = NEW.reviewed_note_sha
         AND gate.gate_id = NEW.gate_id AND gate.gate_sha = NEW.gate_sha) BEGIN
  SELECT raise(ABORT, 'a gate review names the partition, note and gate version of its run');
END;

CREATE TRIGGER gate_review_keeps_fitting_its_run BEFORE UPDATE ON gate_reviews WHEN NOT EXISTS (
       SELECT 1 FROM review_runs AS run JOIN review_run_gates AS gate ON gate.review_run_id = run.id
       WHERE run.id = NEW.review_run_id AND run.model_id = NEW.model_id AND run.note_path = NEW.note_path
         AND run.reviewed_note_sha = NEW.reviewed_note_sha
         AND gate.gate_id = NEW.gate_id AND gate.gate_sha = NEW.gate_sha) BEGIN
  SELECT raise(ABORT, 'a gate review names the partition, note and gate version of its run');
END;

CREATE TRIGGER run_partition_is_one AFTER UPDATE OF model_id ON review_runs
WHEN EXISTS (SELECT 1 FROM gate_reviews WHERE review_run_id = NEW.id AND model_id <> NEW.model_id) BEGIN
  SELECT raise(ABORT, 'a rekey needs foreign_keys to be on');
END;

CREATE TRIGGER acceptance_is_not_replaced BEFORE INSERT ON acceptance_events WHEN EXISTS (SELECT 1 FROM acceptance_events WHERE id = NEW.id) BEGIN
  SELECT raise(ABORT, 'an acceptance event keeps its id');
END;

CREATE TRIGGER acceptance_rests_on_its_review BEFORE INSERT ON acceptance_events WHEN NEW.accepted_review_id IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM gate_reviews AS review JOIN review_runs AS run ON run.id = review.review_run_id
       WHERE review.id = NEW.accepted_review_id AND review.model_id = NEW.model_id AND run.status <> 'running') BEGIN
  SELECT raise(ABORT, 'an acceptance names a review of its own partition whose run has ended');
END;

CREATE TRIGGER acceptance_needs_completed_run BEFORE INSERT ON acceptance_events WHEN NEW.acceptance_kind <> 'migration-import' AND NOT EXISTS (
       SELECT 1 FROM gate_reviews AS review JOIN review_runs AS run ON run.id = review.review_run_id
       WHERE review.id = NEW.accepted_review_id AND run.status = 'completed'
         AND review.decision IN ('pass', 'warn', 'fail')) BEGIN
  SELECT raise(ABORT, 'an acceptance needs a review with pass, warn or fail in a completed run');
END;

CREATE TRIGGER acceptance_builds_on_its_pair BEFORE INSERT ON acceptance_events WHEN NEW.acceptance_kind <> 'migration-import' AND NOT EXISTS (
       SELECT 1 FROM gate_reviews AS review WHERE review.id = NEW.accepted_review_id
         AND review.note_path = NEW.note_path AND review.gate_id = NEW.gate_id)
     AND NOT EXISTS (
       SELECT 1 FROM acceptance_events AS earlier WHERE earlier.accepted_review_id = NEW.accepted_review_id
         AND (earlier.note_path = NEW.note_path AND earlier.gate_id = NEW.gate_id
           OR earlier.accepted_note_sha = NEW.accepted_note_sha AND earlier.accepted_gate_sha = NEW.accepted_gate_sha
             AND (NEW.acceptance_kind = 'trivial-change-ack' AND earlier.gate_id = NEW.gate_id
               OR NEW.acceptance_kind = 'gate-migration' AND earlier.note_path = NEW.note_path))) BEGIN
  SELECT raise(ABORT, 'an acceptance builds on a review of its pair, or carries an unchanged pair over to a new name');
END;

CREATE TRIGGER acceptance_is_fixed BEFORE UPDATE ON acceptance_events BEGIN
  SELECT raise(ABORT, 'acceptance events are append-only');
END;

CREATE TRIGGER acceptance_is_kept BEFORE DELETE ON acceptance_events BEGIN
  SELECT raise(ABORT, 'acceptance events are append-only');
END;

CREATE TRIGGER snapshot_is_not_replaced BEFORE INSERT ON snapshots
WHEN EXISTS (SELECT 1 FROM snapshots WHERE sha = NEW.sha) BEGIN
  SELECT raise(IGNORE);
END;

CREATE TRIGGER snapshot_is_fixed BEFORE UPDATE ON snapshots BEGIN
  SELECT raise(ABORT, 'snapshots are never changed');
END;

CREATE TRIGGER snapshot_is_kept BEFORE DELETE ON snapshots BEGIN
  SELECT raise(ABORT, 'snapshots are never changed');
END;

CREATE TRIGGER imported_row_is_fixed BEFORE UPDATE ON imported_rows BEGIN
  SELECT raise(ABORT, 'what was imported is never changed');
END;

CREATE TRIGGER imported_row_is_kept BEFORE DELETE ON imported_rows BEGIN
  SELECT raise(ABORT, 'what was imported is never changed');
END;

CREATE TRIGGER run_statuses_insert BEFORE INSERT ON run_statuses BEGIN
  SELECT raise(ABORT, 'the words of the ledger come with its migrations');
END;

CREATE TRIGGER run_statuses_update BEFORE UPDATE ON run_statuses BEGIN
  SELECT raise(ABORT, 'the words of the ledger come with its migrations');
END;

CREATE TRIGGER run_statuses_delete BEFORE DELETE ON run_statuses BEGIN
  SELECT raise(ABORT, 'the words of the ledger come with its migrations');
END;

CREATE TRIGGER decisions_insert BEFORE INSERT ON decisions BEGIN
  SELECT raise(ABORT, 'the words of the ledger come with its migrations');
END;

CREATE TRIGGER decisions_update BEFORE UPDATE ON decisions BEGIN
  SELECT raise(ABORT, 'the words of the ledger come with its migrations');
END;

CREATE TRIGGER decisions_delete BEFORE DELETE ON decisions BEGIN
  SELECT raise(ABORT, 'the words of the ledger come with its migrations');
END;

CREATE TRIGGER review_kinds_update BEFORE UPDATE ON review_kinds BEGIN
  SELECT raise(ABORT, 'the words of the ledger come with its migrations');
END;

CREATE TRIGGER review_kinds_delete BEFORE DELETE ON review_kinds BEGIN
  SELECT raise(ABORT, 'the words of the ledger come with its migrations');
END;

CREATE TRIGGER acceptance_kinds_update BEFORE UPDATE ON acceptance_kinds BEGIN
  SELECT raise(ABORT, 'the words of the ledger come with its migrations');
END;

CREATE TRIGGER acceptance_kinds_delete BEFORE DELETE ON acceptance_kinds BEGIN
  SELECT raise(ABORT, 'the words of the ledger come with its migrations');
END;

CREATE TRIGGER run_status_is_known BEFORE UPDATE OF status ON review_runs WHEN NOT EXISTS (SELECT 1 FROM run_statuses WHERE status = NEW.status) BEGIN
  SELECT raise(ABORT, 'status, decision and kind are words that the ledger knows');
END;

CREATE TRIGGER gate_review_words_are_known BEFORE INSERT ON gate_reviews WHEN NOT EXISTS (SELECT 1 FROM decisions WHERE decision = NEW.decision) OR NOT EXISTS (SELECT 1 FROM review_kinds WHERE review_kind = NEW.review_kind) BEGIN
  SELECT raise(ABORT, 'status, decision and kind are words that the ledger knows');
END;

CREATE TRIGGER gate_review_words_stay_known BEFORE UPDATE ON gate_reviews WHEN NOT EXISTS (SELECT 1 FROM decisions WHERE decision = NEW.decision) OR NOT EXISTS (SELECT 1 FROM review_kinds WHERE review_kind = NEW.review_kind) BEGIN
  SELECT raise(ABORT, 'status, decision and kind are words that the ledger knows');
END;

CREATE TRIGGER acceptance_kind_is_known BEFORE INSERT ON acceptance_events WHEN NOT EXISTS (SELECT 1 FROM acceptance_kinds WHERE acceptance_kind = NEW.acceptance_kind) BEGIN
  SELECT raise(ABORT, 'status, decision and kind are words that the ledger knows');
END;

CREATE INDEX acceptance_events_by_version ON acceptance_events
  (model_id, note_path, accepted_note_sha, gate_id, accepted_gate_sha, id, acceptance_kind);

CREATE INDEX review_runs_requested ON review_runs
  (coalesce(json_extract(telemetry_json, '$.requestedModelId'), model_id), model_id, id)
  WHERE status = 'completed' AND json_extract(telemetry_json, '$.imported') IS NULL;

CREATE INDEX gate_reviews_with_findings ON gate_reviews (note_path, gate_id, model_id) WHERE decision IN ('warn', 'fail');

CREATE TRIGGER withdrawal_takes_back_an_acceptance BEFORE INSERT ON acceptance_events WHEN NEW.acceptance_kind = 'withdrawn' AND coalesce((
       SELECT other.acceptance_kind = 'withdrawn' OR NEW.id BETWEEN 1 AND other.id
       FROM acceptance_events AS other WHERE other.model_id = NEW.model_id AND other.note_path = NEW.note_path AND other.gate_id = NEW.gate_id
       AND other.accepted_note_sha = NEW.accepted_note_sha AND other.accepted_gate_sha = NEW.accepted_gate_sha
       ORDER BY other.id DESC LIMIT 1), TRUE) BEGIN
  SELECT raise(ABORT, 'what is taken back is accepted in this version');
END;

CREATE TRIGGER withdrawal_says_why BEFORE INSERT ON acceptance_events WHEN NEW.acceptance_kind = 'withdrawn' AND NEW.remark IS NULL BEGIN
  SELECT raise(ABORT, 'a withdrawal has a remark that says why');
END;

CREATE TABLE gates_without_quotes (
  review_run_id INTEGER NOT NULL,
  gate_id TEXT NOT NULL,
  PRIMARY KEY (review_run_id, gate_id),
  FOREIGN KEY (review_run_id, gate_id) REFERENCES review_run_gates (review_run_id, gate_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding_severities (severity TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE findings (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0),
  gate_review_id INTEGER NOT NULL REFERENCES gate_reviews (id),
  ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
  severity TEXT NOT NULL REFERENCES finding_severities (severity),
  message TEXT NOT NULL CHECK (trim(message, ' ' || char(9, 10, 13)) <> ''),
  suggestion TEXT CHECK (trim(suggestion, ' ' || char(9, 10, 13)) <> ''),
  key TEXT NOT NULL CHECK (length(key) = 16 AND trim(key, '0123456789abcdef') = ''),
  continues_finding_id INTEGER REFERENCES findings (id),
  UNIQUE (gate_review_id, ordinal),
  UNIQUE (gate_review_id, key)
) STRICT;

CREATE TABLE finding_quotes (
  finding_id INTEGER NOT NULL REFERENCES findings (id),
  ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
  exact TEXT NOT NULL CHECK (exact <> ''),
  prefix TEXT NOT NULL,
  suffix TEXT NOT NULL,
  start_offset INTEGER NOT NULL CHECK (start_offset >= 0),
  end_offset INTEGER NOT NULL CHECK (end_offset > start_offset),
  start_line INTEGER NOT NULL CHECK (start_line > 0),
  start_column INTEGER NOT NULL CHECK (start_column > 0),
  end_line INTEGER NOT NULL CHECK (end_line > 0),
  end_column INTEGER NOT NULL CHECK (end_column > 0),
  CHECK (end_offset - start_offset BETWEEN length(exact) AND length(CAST(exact AS BLOB))),
  CHECK ((start_line, start_column) <= (end_line, end_column)),
  PRIMARY KEY (finding_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX findings_by_key ON findings (key);

CREATE INDEX findings_continued ON findings (continues_finding_id) WHERE continues_finding_id IS NOT NULL;

CREATE TRIGGER finding_severities_insert BEFORE INSERT ON finding_severities BEGIN
  SELECT raise(ABORT, 'the words of the ledger come with its migrations');
END;

CREATE TRIGGER finding_severities_update BEFORE UPDATE ON finding_severities BEGIN
  SELECT raise(ABORT, 'the words of the ledger come with its migrations');
END;

CREATE TRIGGER finding_severities_delete BEFORE DELETE ON finding_severities BEGIN
  SELECT raise(ABORT, 'the words of the ledger come with its migrations');
END;

CREATE TRIGGER gate_without_quotes_while_running BEFORE INSERT ON gates_without_quotes WHEN (SELECT status FROM review_runs WHERE id = NEW.review_run_id) IS NOT 'running'
     OR EXISTS (SELECT 1 FROM gate_reviews WHERE review_run_id = NEW.review_run_id)
     OR NOT EXISTS (SELECT 1 FROM review_run_gates AS gate WHERE gate.review_run_id = NEW.review_run_id AND gate.gate_id = NEW.gate_id)
     OR EXISTS (SELECT 1 FROM gates_without_quotes AS other WHERE other.review_run_id = NEW.review_run_id
       AND other.gate_id = NEW.gate_id) BEGIN
  SELECT raise(ABORT, 'the requested gates are captured when the run starts');
END;

CREATE TRIGGER gate_without_quotes_update BEFORE UPDATE ON gates_without_quotes BEGIN
  SELECT raise(ABORT, 'the requested gates are captured when the run starts');
END;

CREATE TRIGGER gate_without_quotes_delete BEFORE DELETE ON gates_without_quotes BEGIN
  SELECT raise(ABORT, 'the requested gates are captured when the run starts');
END;

CREATE TRIGGER finding_fits_its_review BEFORE INSERT ON findings WHEN NOT EXISTS (SELECT 1 FROM gate_reviews AS review WHERE review.id = NEW.gate_review_id
       AND (review.decision = 'fail' AND NEW.severity IN ('warn', 'fail') OR review.decision = 'warn' AND NEW.severity = 'warn')) BEGIN
  SELECT raise(ABORT, 'a finding is no worse than the result of its review, which is warn or fail');
END;

CREATE TRIGGER finding_insert_while_running BEFORE INSERT ON findings WHEN (SELECT run.status FROM gate_reviews AS review
       JOIN review_runs AS run ON run.id = review.review_run_id WHERE review.id = NEW.gate_review_id) IS NOT 'running' BEGIN
  SELECT raise(ABORT, 'findings change only while their run is running');
END;

CREATE TRIGGER finding_is_not_replaced BEFORE INSERT ON findings WHEN EXISTS (SELECT 1 FROM findings AS other WHERE other.id = NEW.id OR other.gate_review_id = NEW.gate_review_id
       AND (other.ordinal = NEW.ordinal OR other.key = NEW.key)) BEGIN
  SELECT raise(ABORT, 'a finding keeps its id, place and key');
END;

CREATE TRIGGER finding_continues_its_like BEFORE INSERT ON findings WHEN NEW.continues_finding_id IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM findings AS earlier JOIN gate_reviews AS review ON review.id = earlier.gate_review_id
       JOIN review_runs AS run ON run.id = review.review_run_id
       WHERE earlier.id = NEW.continues_finding_id AND earlier.key = NEW.key AND run.status <> 'running') BEGIN
  SELECT raise(ABORT, 'a finding continues one of the same key in a run that has ended');
END;

CREATE TRIGGER finding_is_fixed BEFORE UPDATE ON findings BEGIN
  SELECT raise(ABORT, 'findings and their quotes are never changed');
END;

CREATE TRIGGER finding_delete_while_running BEFORE DELETE ON findings WHEN (SELECT run.status FROM gate_reviews AS review
       JOIN review_runs AS run ON run.id = review.review_run_id WHERE review.id = OLD.gate_review_id) IS NOT 'running' BEGIN
  SELECT raise(ABORT, 'findings change only while their run is running');
END;

CREATE TRIGGER finding_keeps_its_quotes BEFORE DELETE ON findings WHEN EXISTS (SELECT 1 FROM finding_quotes WHERE finding_id = OLD.id) BEGIN
  SELECT raise(ABORT, 'a finding goes after its quotes');
END;

CREATE TRIGGER finding_quote_insert_while_running BEFORE INSERT ON finding_quotes WHEN (SELECT run.status FROM findings AS finding
       JOIN gate_reviews AS review ON review.id = finding.gate_review_id JOIN review_runs AS run ON run.id = review.review_run_id
       WHERE finding.id = NEW.finding_id) IS NOT 'running' BEGIN
  SELECT raise(ABORT, 'findings change only while their run is running');
END;

CREATE TRIGGER finding_quote_is_not_replaced BEFORE INSERT ON finding_quotes WHEN EXISTS (SELECT 1 FROM finding_quotes AS other WHERE other.finding_id = NEW.finding_id AND other.ordinal = NEW.ordinal) BEGIN
  SELECT raise(ABORT, 'findings and their quotes are never changed');
END;

CREATE TRIGGER finding_quote_stands_in_its_note BEFORE INSERT ON finding_quotes WHEN NOT EXISTS (SELECT 1 FROM findings AS finding JOIN gate_reviews AS review ON review.id = finding.gate_review_id
       JOIN snapshots AS note ON note.sha = review.reviewed_note_sha
       WHERE finding.id = NEW.finding_id AND instr(note.text, NEW.prefix || NEW.exact || NEW.suffix) > 0) BEGIN
  SELECT raise(ABORT, 'a quote stands in the note that was reviewed');
END;

CREATE TRIGGER finding_quote_is_fixed BEFORE UPDATE ON finding_quotes BEGIN
  SELECT raise(ABORT, 'findings and their quotes are never changed');
END;

CREATE TRIGGER finding_quote_delete_while_running BEFORE DELETE ON finding_quotes WHEN (SELECT run.status FROM findings AS finding
       JOIN gate_reviews AS review ON review.id = finding.gate_review_id JOIN review_runs AS run ON run.id = review.review_run_id
       WHERE finding.id = OLD.finding_id) IS NOT 'running' BEGIN
  SELECT raise(ABORT, 'findings change only while their run is running');
END;

CREATE TRIGGER gate_review_keeps_its_findings BEFORE DELETE ON gate_reviews WHEN EXISTS (SELECT 1 FROM findings WHERE gate_review_id = OLD.id) BEGIN
  SELECT raise(ABORT, 'a gate review goes after its findings');
END;

CREATE TRIGGER gate_review_with_findings_is_not_replaced BEFORE INSERT ON gate_reviews WHEN EXISTS (SELECT 1 FROM gate_reviews AS other JOIN findings AS finding ON finding.gate_review_id = other.id
       WHERE other.review_run_id = NEW.review_run_id AND other.gate_id = NEW.gate_id) BEGIN
  SELECT raise(ABORT, 'a gate review goes after its findings');
END;

CREATE TRIGGER gate_review_fits_its_findings BEFORE UPDATE OF decision ON gate_reviews WHEN NEW.decision IS NOT OLD.decision AND EXISTS (SELECT 1 FROM findings WHERE gate_review_id = OLD.id) BEGIN
  SELECT raise(ABORT, 'a result that has findings does not change');
END;

CREATE TABLE waiver_kinds (kind TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TRIGGER waiver_kinds_insert BEFORE INSERT ON waiver_kinds BEGIN
  SELECT raise(ABORT, 'the words of the ledger come with its migrations');
END;

CREATE TRIGGER waiver_kinds_update BEFORE UPDATE ON waiver_kinds BEGIN
  SELECT raise(ABORT, 'the words of the ledger come with its migrations');
END;

CREATE TRIGGER waiver_kinds_delete BEFORE DELETE ON waiver_kinds BEGIN
  SELECT raise(ABORT, 'the words of the ledger come with its migrations');
END;

CREATE TABLE waivers (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0),
  key TEXT NOT NULL CHECK (length(key) = 16 AND trim(key, '0123456789abcdef') = ''),
  kind TEXT NOT NULL REFERENCES waiver_kinds (kind),
  severity TEXT REFERENCES finding_severities (severity),
  reason TEXT NOT NULL CHECK (trim(reason, ' ' || char(9, 10, 13)) <> ''),
  author TEXT CHECK (trim(author, ' ' || char(9, 10, 13)) <> ''),
  until_date TEXT CHECK (until_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(until_date) IS until_date),
  decided_at TEXT NOT NULL CHECK (decided_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'
    AND date(decided_at) IS substr(decided_at, 1, 10)),
  CHECK ((kind = 'waived') = (severity IS NOT NULL)),
  CHECK (kind = 'waived' OR until_date IS NULL)
) STRICT;

CREATE INDEX waivers_by_key ON waivers (key, id);

CREATE TRIGGER waiver_kind_is_known BEFORE INSERT ON waivers WHEN NOT EXISTS (SELECT 1 FROM waiver_kinds WHERE kind = NEW.kind) BEGIN
  SELECT raise(ABORT, 'a decision about a finding waives it or takes that back');
END;

CREATE TRIGGER waiver_is_of_a_finding BEFORE INSERT ON waivers WHEN NOT EXISTS (SELECT 1 FROM findings AS finding JOIN gate_reviews AS review ON review.id = finding.gate_review_id
       JOIN review_runs AS run ON run.id = review.review_run_id
       WHERE finding.key = NEW.key AND run.status <> 'running') BEGIN
  SELECT raise(ABORT, 'a waiver is of a finding in a run that has ended');
END;

CREATE TRIGGER waiver_comes_last BEFORE INSERT ON waivers WHEN NEW.id BETWEEN 1 AND (SELECT max(id) FROM waivers) BEGIN
  SELECT raise(ABORT, 'a waiver comes after those that are there');
END;

CREATE TRIGGER unwaiver_takes_back_a_waiver BEFORE INSERT ON waivers WHEN NEW.kind = 'unwaived' AND (SELECT kind FROM waivers AS other WHERE other.key = NEW.key
       ORDER BY other.id DESC LIMIT 1) IS NOT 'waived' BEGIN
  SELECT raise(ABORT, 'only what is waived can be taken back');
END;

CREATE TRIGGER waiver_is_fixed BEFORE UPDATE ON waivers BEGIN
  SELECT raise(ABORT, 'waivers are never changed');
END;

CREATE TRIGGER waiver_is_kept BEFORE DELETE ON waivers BEGIN
  SELECT raise(ABORT, 'waivers are never changed');
END;

CREATE TRIGGER run_completes_with_quotes BEFORE UPDATE OF status ON review_runs WHEN NEW.status = 'completed' AND OLD.status = 'running' AND EXISTS (
       SELECT 1 FROM gate_reviews AS review JOIN findings AS finding ON finding.gate_review_id = review.id
       WHERE review.review_run_id = NEW.id
         AND NOT EXISTS (SELECT 1 FROM finding_quotes WHERE finding_id = finding.id)
         AND NOT EXISTS (SELECT 1 FROM gates_without_quotes AS free
           WHERE free.review_run_id = NEW.id AND free.gate_id = review.gate_id)) BEGIN
  SELECT raise(ABORT, 'a run completes only when each finding quotes its note, unless its gate needs no quotes');
END;

CREATE TRIGGER waiver_covers_what_was_found BEFORE INSERT ON waivers WHEN NEW.kind = 'waived' AND NEW.severity IS NOT iif(EXISTS (
       SELECT 1 FROM findings AS finding JOIN gate_reviews AS review ON review.id = finding.gate_review_id
       JOIN review_runs AS run ON run.id = review.review_run_id
       WHERE finding.key = NEW.key AND finding.severity = 'fail' AND run.status <> 'running'), 'fail', 'warn') BEGIN
  SELECT raise(ABORT, 'a waiver names the worst severity of its finding, which it covers');
END;

CREATE TRIGGER review_kinds_insert BEFORE INSERT ON review_kinds BEGIN
  SELECT raise(ABORT, 'the words of the ledger come with its migrations');
END;

CREATE TRIGGER acceptance_kinds_insert BEFORE INSERT ON acceptance_kinds BEGIN
  SELECT raise(ABORT, 'the words of the ledger come with its migrations');
END;

CREATE UNIQUE INDEX acceptance_events_once ON acceptance_events (accepted_review_id)
  WHERE acceptance_kind IN ('full-review', 'attested');

CREATE TRIGGER attested_review_is_of_the_lock BEFORE INSERT ON gate_reviews WHEN (NEW.review_kind = 'attested') <> EXISTS (
       SELECT 1 FROM review_runs WHERE id = NEW.review_run_id AND runner = 'lock') BEGIN
  SELECT raise(ABORT, 'what the runner lock records, and nothing else, is attested');
END;

CREATE TRIGGER attested_review_stays_of_the_lock BEFORE UPDATE ON gate_reviews WHEN (NEW.review_kind = 'attested') <> EXISTS (
       SELECT 1 FROM review_runs WHERE id = NEW.review_run_id AND runner = 'lock') BEGIN
  SELECT raise(ABORT, 'what the runner lock records, and nothing else, is attested');
END;

CREATE TRIGGER review_is_accepted_by_itself_once BEFORE INSERT ON acceptance_events WHEN NEW.acceptance_kind IN ('full-review', 'attested') AND EXISTS (SELECT 1 FROM acceptance_events AS other
       WHERE other.accepted_review_id = NEW.accepted_review_id AND other.acceptance_kind IN ('full-review', 'attested')) BEGIN
  SELECT raise(ABORT, 'a review is accepted by itself once');
END;

CREATE TRIGGER review_is_accepted_for_what_it_judged BEFORE INSERT ON acceptance_events WHEN NEW.acceptance_kind IN ('full-review', 'attested') AND NOT EXISTS (
       SELECT 1 FROM gate_reviews AS review WHERE review.id = NEW.accepted_review_id
         AND review.note_path = NEW.note_path AND review.gate_id = NEW.gate_id
         AND review.reviewed_note_sha = NEW.accepted_note_sha AND review.gate_sha = NEW.accepted_gate_sha
         AND (review.review_kind = 'attested') = (NEW.acceptance_kind = 'attested')) BEGIN
  SELECT raise(ABORT, 'a review is accepted by itself for the pair and the shas that it judged, attested only if it is');
END;

CREATE TABLE quarantine_kinds (kind TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE gate_quarantines (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0),
  gate_id TEXT NOT NULL CHECK (gate_id <> ''),
  gate_sha TEXT NOT NULL REFERENCES snapshots (sha) CHECK (length(gate_sha) = 64 AND trim(gate_sha, '0123456789abcdef') = ''),
  model_id TEXT NOT NULL CHECK (model_id <> '' AND trim(model_id, 'abcdefghijklmnopqrstuvwxyz0123456789_-') = ''),
  kind TEXT NOT NULL REFERENCES quarantine_kinds (kind),
  reason TEXT NOT NULL CHECK (trim(reason, ' ' || char(9, 10, 13)) <> ''),
  evidence_json TEXT NOT NULL CHECK (json_valid(evidence_json) AND json_type(evidence_json) = 'object'),
  decided_at TEXT NOT NULL CHECK (decided_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'
    AND date(decided_at) IS substr(decided_at, 1, 10))
) STRICT;

CREATE INDEX gate_quarantines_by_gate ON gate_quarantines (gate_id, model_id, id);

CREATE TRIGGER quarantine_kinds_insert BEFORE INSERT ON quarantine_kinds BEGIN
  SELECT raise(ABORT, 'the words of the ledger come with its migrations');
END;

CREATE TRIGGER quarantine_kinds_update BEFORE UPDATE ON quarantine_kinds BEGIN
  SELECT raise(ABORT, 'the words of the ledger come with its migrations');
END;

CREATE TRIGGER quarantine_kinds_delete BEFORE DELETE ON quarantine_kinds BEGIN
  SELECT raise(ABORT, 'the words of the ledger come with its migrations');
END;

CREATE TRIGGER quarantine_kind_is_known BEFORE INSERT ON gate_quarantines WHEN NOT EXISTS (SELECT 1 FROM quarantine_kinds WHERE kind = NEW.kind) BEGIN
  SELECT raise(ABORT, 'a gate is quarantined, or that is lifted');
END;

CREATE TRIGGER quarantine_rests_on_reviews BEFORE INSERT ON gate_quarantines WHEN CASE WHEN json_valid(NEW.evidence_json)
       THEN coalesce(json_array_length(NEW.evidence_json, '$.reviews'), 0) = 0 OR EXISTS (SELECT 1 FROM json_each(NEW.evidence_json, '$.reviews') AS named
     WHERE NOT EXISTS (SELECT 1 FROM gate_reviews AS review JOIN review_runs AS run ON run.id = review.review_run_id
       WHERE named.type = 'integer' AND review.id = named.value AND review.gate_id = NEW.gate_id
         AND review.gate_sha = NEW.gate_sha AND review.model_id = NEW.model_id AND run.status = 'completed')) ELSE TRUE END BEGIN
  SELECT raise(ABORT, 'a quarantine rests on reviews of the gate in this version under this partition');
END;

CREATE TRIGGER quarantine_comes_last BEFORE INSERT ON gate_quarantines WHEN NEW.id BETWEEN 1 AND (SELECT max(id) FROM gate_quarantines) BEGIN
  SELECT raise(ABORT, 'a quarantine comes after those that are there');
END;

CREATE TRIGGER quarantine_is_fixed BEFORE UPDATE ON gate_quarantines BEGIN
  SELECT raise(ABORT, 'what was decided about gates is never changed');
END;

CREATE TRIGGER quarantine_is_kept BEFORE DELETE ON gate_quarantines BEGIN
  SELECT raise(ABORT, 'what was decided about gates is never changed');
END;

CREATE TABLE samples (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0),
  gate_id TEXT NOT NULL CHECK (gate_id <> ''),
  gate_sha TEXT NOT NULL CHECK (length(gate_sha) = 64 AND trim(gate_sha, '0123456789abcdef') = ''),
  model_id TEXT NOT NULL CHECK (model_id <> '' AND trim(model_id, 'abcdefghijklmnopqrstuvwxyz0123456789_-') = ''),
  seed TEXT NOT NULL CHECK (trim(seed, ' ' || char(9, 10, 13)) <> ''),
  population INTEGER NOT NULL CHECK (population > 1),
  flips_at_most INTEGER NOT NULL CHECK (flips_at_most BETWEEN 0 AND population),
  confidence REAL NOT NULL CHECK (confidence > 0 AND confidence < 1),
  taken_at TEXT NOT NULL CHECK (taken_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'
    AND date(taken_at) IS substr(taken_at, 1, 10))
) STRICT;

CREATE TABLE sample_reviews (
  sample_id INTEGER NOT NULL REFERENCES samples (id),
  acceptance_event_id INTEGER NOT NULL REFERENCES acceptance_events (id),
  PRIMARY KEY (sample_id, acceptance_event_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sampled_acceptances (
  acceptance_event_id INTEGER NOT NULL PRIMARY KEY REFERENCES acceptance_events (id),
  sample_id INTEGER NOT NULL REFERENCES samples (id)
) STRICT;

CREATE INDEX sampled_acceptances_by_sample ON sampled_acceptances (sample_id);

CREATE TRIGGER sample_comes_last BEFORE INSERT ON samples WHEN NEW.id BETWEEN 1 AND (SELECT max(id) FROM samples) BEGIN
  SELECT raise(ABORT, 'a sample comes after those that are there');
END;

CREATE TRIGGER sample_is_of_reviews BEFORE INSERT ON sample_reviews WHEN NOT EXISTS (
       SELECT 1 FROM samples AS sample JOIN acceptance_events AS event ON event.id = NEW.acceptance_event_id
       WHERE sample.id = NEW.sample_id AND event.gate_id = sample.gate_id AND event.accepted_gate_sha = sample.gate_sha
         AND event.model_id = sample.model_id AND event.acceptance_kind IN ('full-review', 'attested')) OR EXISTS (
       SELECT 1 FROM sample_reviews AS other WHERE other.sample_id = NEW.sample_id
         AND other.acceptance_event_id = NEW.acceptance_event_id) BEGIN
  SELECT raise(ABORT, 'a sample is of reviews of its gate version under its partition, each once');
END;

CREATE TRIGGER sample_is_reviewed_before BEFORE INSERT ON sample_reviews WHEN EXISTS (SELECT 1 FROM sampled_acceptances WHERE sample_id = NEW.sample_id) BEGIN
  SELECT raise(ABORT, 'the reviews of a sample come before what rests on it');
END;

CREATE TRIGGER sampled_acceptance_fits_its_sample BEFORE INSERT ON sampled_acceptances WHEN NOT EXISTS (
       SELECT 1 FROM samples AS sample JOIN acceptance_events AS event ON event.id = NEW.acceptance_event_id
       WHERE sample.id = NEW.sample_id AND event.gate_id = sample.gate_id AND event.accepted_gate_sha = sample.gate_sha
         AND event.model_id = sample.model_id AND event.acceptance_kind IN ('gate-migration')) BEGIN
  SELECT raise(ABORT, 'what rests on a sample is acknowledged after a change of its gate, in the same version and partition');
END;

CREATE TRIGGER sampled_acceptance_comes_after_its_sample BEFORE INSERT ON sampled_acceptances WHEN NEW.acceptance_event_id <= coalesce((SELECT max(acceptance_event_id) FROM sample_reviews
       WHERE sample_id = NEW.sample_id), NEW.acceptance_event_id)
     OR EXISTS (SELECT 1 FROM sampled_acceptances AS other WHERE other.acceptance_event_id = NEW.acceptance_event_id) BEGIN
  SELECT raise(ABORT, 'what rests on a sample comes after its reviews, and rests on one sample');
END;

CREATE TRIGGER sample_holds_for_its_population BEFORE INSERT ON sampled_acceptances WHEN (SELECT count(*) FROM sample_reviews WHERE sample_id = NEW.sample_id) + (SELECT count(*) FROM sampled_acceptances WHERE sample_id = NEW.sample_id) >= (
       SELECT population FROM samples WHERE id = NEW.sample_id) BEGIN
  SELECT raise(ABORT, 'a sample holds for no more pairs than it was drawn from');
END;

CREATE TRIGGER samples_are_fixed BEFORE UPDATE ON samples BEGIN
  SELECT raise(ABORT, 'a sample and what rests on it are never changed');
END;

CREATE TRIGGER samples_are_kept BEFORE DELETE ON samples BEGIN
  SELECT raise(ABORT, 'a sample and what rests on it are never changed');
END;

CREATE TRIGGER sample_reviews_are_fixed BEFORE UPDATE ON sample_reviews BEGIN
  SELECT raise(ABORT, 'a sample and what rests on it are never changed');
END;

CREATE TRIGGER sample_reviews_are_kept BEFORE DELETE ON sample_reviews BEGIN
  SELECT raise(ABORT, 'a sample and what rests on it are never changed');
END;

CREATE TRIGGER sampled_acceptances_are_fixed BEFORE UPDATE ON sampled_acceptances BEGIN
  SELECT raise(ABORT, 'a sample and what rests on it are never changed');
END;

CREATE TRIGGER sampled_acceptances_are_kept BEFORE DELETE ON sampled_acceptances BEGIN
  SELECT raise(ABORT, 'a sample and what rests on it are never changed');
END;

CREATE TABLE opinion_kinds (kind TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE opinions (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0),
  finding_id INTEGER NOT NULL REFERENCES findings (id),
  kind TEXT NOT NULL REFERENCES opinion_kinds (kind),
  model_id TEXT NOT NULL CHECK (model_id <> '' AND trim(model_id, 'abcdefghijklmnopqrstuvwxyz0123456789_-') = ''),
  runner TEXT NOT NULL CHECK (runner <> ''),
  reason TEXT NOT NULL CHECK (trim(reason, ' ' || char(9, 10, 13)) <> ''),
  telemetry_json TEXT CHECK (telemetry_json IS NULL OR (json_valid(telemetry_json) AND json_type(telemetry_json) = 'object')),
  said_at TEXT NOT NULL CHECK (said_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'
    AND date(said_at) IS substr(said_at, 1, 10))
) STRICT;

CREATE INDEX opinions_by_finding ON opinions (finding_id, id);

CREATE TRIGGER opinion_kinds_insert BEFORE INSERT ON opinion_kinds BEGIN
  SELECT raise(ABORT, 'the words of the ledger come with its migrations');
END;

CREATE TRIGGER opinion_kinds_update BEFORE UPDATE ON opinion_kinds BEGIN
  SELECT raise(ABORT, 'the words of the ledger come with its migrations');
END;

CREATE TRIGGER opinion_kinds_delete BEFORE DELETE ON opinion_kinds BEGIN
  SELECT raise(ABORT, 'the words of the ledger come with its migrations');
END;

CREATE TRIGGER opinion_kind_is_known BEFORE INSERT ON opinions WHEN NOT EXISTS (SELECT 1 FROM opinion_kinds WHERE kind = NEW.kind) BEGIN
  SELECT raise(ABORT, 'an opinion confirms a finding or disputes it');
END;

CREATE TRIGGER opinion_is_of_a_finding BEFORE INSERT ON opinions WHEN NOT EXISTS (SELECT 1 FROM findings AS finding JOIN gate_reviews AS review ON review.id = finding.gate_review_id
       JOIN review_runs AS run ON run.id = review.review_run_id WHERE finding.id = NEW.finding_id AND (run.status = 'completed' OR run.status = 'running' AND run.runner = 'lock')) BEGIN
  SELECT raise(ABORT, 'an opinion is of a finding in a completed run');
END;

CREATE TRIGGER opinion_comes_last BEFORE INSERT ON opinions WHEN NEW.id BETWEEN 1 AND (SELECT max(id) FROM opinions) BEGIN
  SELECT raise(ABORT, 'an opinion comes after those that are there');
END;

CREATE TRIGGER opinion_is_fixed BEFORE UPDATE ON opinions BEGIN
  SELECT raise(ABORT, 'opinions are never changed');
END;

CREATE TRIGGER opinion_is_kept BEFORE DELETE ON opinions BEGIN
  SELECT raise(ABORT, 'opinions are never changed');
END;

CREATE TRIGGER run_accepts_its_reviews AFTER UPDATE OF status ON review_runs WHEN NEW.status = 'completed' AND OLD.status = 'running' BEGIN
  INSERT INTO acceptance_events (note_path, gate_id, model_id, accepted_review_id, accepted_note_sha, accepted_gate_sha, accepted_at,
      acceptance_kind)
    SELECT review.note_path, review.gate_id, review.model_id, review.id, review.reviewed_note_sha, review.gate_sha, NEW.completed_at,
      review.review_kind
    FROM gate_reviews AS review
    JOIN review_run_gates AS gate ON gate.review_run_id = review.review_run_id AND gate.gate_id = review.gate_id
    WHERE review.review_run_id = NEW.id AND review.review_kind IN ('full-review', 'attested') ORDER BY gate.ordinal;
END;
