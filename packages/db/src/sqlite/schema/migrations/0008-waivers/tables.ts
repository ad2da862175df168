import { isNotBlank, isTime } from "../0001-ledger/tables.ts";

/** The tables with everything that a column, a check or a key can say. */
export const waiverTables = `
CREATE TABLE waiver_kinds (kind TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO waiver_kinds VALUES ('waived'), ('unwaived');
CREATE TABLE waivers (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0),
  key TEXT NOT NULL CHECK (length(key) = 16 AND trim(key, '0123456789abcdef') = ''),
  kind TEXT NOT NULL REFERENCES waiver_kinds (kind),
  reason TEXT NOT NULL CHECK (${isNotBlank("reason")}),
  author TEXT CHECK (${isNotBlank("author")}),
  until_date TEXT CHECK (until_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(until_date) IS until_date),
  decided_at TEXT NOT NULL CHECK (${isTime("decided_at")}),
  CHECK (kind = 'waived' OR until_date IS NULL)
) STRICT;
CREATE INDEX waivers_by_key ON waivers (key, id);
`;
