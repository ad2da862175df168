import { isNotBlank } from "../0001-ledger/tables.ts";

/**
 * The tables with everything that a column, a check or a key can say. How many UTF-16 units a text has SQLite cannot tell;
 * they are no fewer than its characters and no more than its bytes.
 */
export const findingTables = `
CREATE TABLE gates_without_quotes (
  review_run_id INTEGER NOT NULL,
  gate_id TEXT NOT NULL,
  PRIMARY KEY (review_run_id, gate_id),
  FOREIGN KEY (review_run_id, gate_id) REFERENCES review_run_gates (review_run_id, gate_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE finding_severities (severity TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO finding_severities VALUES ('warn'), ('fail');
CREATE TABLE findings (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0),
  gate_review_id INTEGER NOT NULL REFERENCES gate_reviews (id),
  ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
  severity TEXT NOT NULL REFERENCES finding_severities (severity),
  message TEXT NOT NULL CHECK (${isNotBlank("message")}),
  suggestion TEXT CHECK (${isNotBlank("suggestion")}),
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
`;
