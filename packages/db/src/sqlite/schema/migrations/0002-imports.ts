/** Of this migration, for one that makes the table anew. */
export const importTriggers = `CREATE TRIGGER imported_row_is_fixed BEFORE UPDATE ON imported_rows BEGIN
  SELECT raise(ABORT, 'what was imported is never changed');
END;

CREATE TRIGGER imported_row_is_kept BEFORE DELETE ON imported_rows BEGIN
  SELECT raise(ABORT, 'what was imported is never changed');
END;
`;

/**
 * `imported_rows` says what came from an older ledger, so that a second import of the same rows adds nothing:
 * `row_sha` is made of the old row, and the new one is a run or an acceptance event. It has no index, because
 * it is always read as a whole, and writing one row at a time into an index of hashes takes longest of all.
 *
 * The index of 0001 is ordered by the end of runs, because an import brings runs that are older than their ids.
 */
export const importsMigration = {
  version: 2,
  name: "imports",
  sha: "23f2b35ce69fe6c6ccf475cd78a3ece0b16b675b849380ab37f12e9b5d237217",
  sql: `
CREATE TABLE imported_rows (
  row_sha TEXT NOT NULL CHECK (length(row_sha) = 64),
  old_row TEXT NOT NULL CHECK (old_row <> ''),
  review_run_id INTEGER REFERENCES review_runs (id),
  acceptance_event_id INTEGER REFERENCES acceptance_events (id),
  CHECK ((review_run_id IS NULL) <> (acceptance_event_id IS NULL))
) STRICT;

${importTriggers}
DROP INDEX review_runs_requested;
CREATE INDEX review_runs_requested ON review_runs
  (coalesce(json_extract(telemetry_json, '$.requestedModelId'), model_id), completed_at, id) WHERE status = 'completed';
`,
};
