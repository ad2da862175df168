/**
 * `imported_rows` says what came from an older ledger, so that a second import of the same rows adds nothing:
 * `row_sha` is made of the old row, and the new one is a run or an acceptance event. The index of
 * 0001 is ordered by the end of runs, because an import brings runs that are older than the ids they get.
 */
export const importsMigration = {
  version: 2,
  name: "imports",
  sql: `
CREATE TABLE imported_rows (
  row_sha TEXT NOT NULL PRIMARY KEY CHECK (length(row_sha) = 64 AND trim(row_sha, '0123456789abcdef') = ''),
  old_row TEXT NOT NULL CHECK (old_row <> ''),
  review_run_id INTEGER REFERENCES review_runs (id),
  acceptance_event_id INTEGER REFERENCES acceptance_events (id),
  CHECK ((review_run_id IS NULL) <> (acceptance_event_id IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER imported_row_is_not_replaced BEFORE INSERT ON imported_rows
WHEN EXISTS (SELECT 1 FROM imported_rows WHERE row_sha = NEW.row_sha) BEGIN
  SELECT raise(ABORT, 'an old row is imported once');
END;

CREATE TRIGGER imported_row_is_fixed BEFORE UPDATE ON imported_rows BEGIN
  SELECT raise(ABORT, 'what was imported is never changed');
END;

CREATE TRIGGER imported_row_is_kept BEFORE DELETE ON imported_rows BEGIN
  SELECT raise(ABORT, 'what was imported is never changed');
END;

DROP INDEX review_runs_requested;
CREATE INDEX review_runs_requested ON review_runs
  (coalesce(json_extract(telemetry_json, '$.requestedModelId'), model_id), completed_at, id) WHERE status = 'completed';
`,
};
