import { isNotBlank, isTime } from "../0001-ledger/tables.ts";

/** As before, but a decision that waives names the severity that it covers. */
export const waiverTable = `
CREATE TABLE waivers (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0),
  key TEXT NOT NULL CHECK (length(key) = 16 AND trim(key, '0123456789abcdef') = ''),
  kind TEXT NOT NULL REFERENCES waiver_kinds (kind),
  severity TEXT REFERENCES finding_severities (severity),
  reason TEXT NOT NULL CHECK (${isNotBlank("reason")}),
  author TEXT CHECK (${isNotBlank("author")}),
  until_date TEXT CHECK (until_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(until_date) IS until_date),
  decided_at TEXT NOT NULL CHECK (${isTime("decided_at")}),
  CHECK ((kind = 'waived') = (severity IS NOT NULL)),
  CHECK (kind = 'waived' OR until_date IS NULL)
) STRICT;
`;

export const waiverIndex = "CREATE INDEX waivers_by_key ON waivers (key, id);";
