import { isModelId, isNotBlank, isTime } from "../0001-ledger/tables.ts";

/** The tables with everything that a column, a check or a key can say. */
export const opinionTables = `
CREATE TABLE opinion_kinds (kind TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO opinion_kinds VALUES ('confirmed'), ('disputed');
CREATE TABLE opinions (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0),
  finding_id INTEGER NOT NULL REFERENCES findings (id),
  kind TEXT NOT NULL REFERENCES opinion_kinds (kind),
  model_id TEXT NOT NULL CHECK (${isModelId("model_id")}),
  runner TEXT NOT NULL CHECK (runner <> ''),
  reason TEXT NOT NULL CHECK (${isNotBlank("reason")}),
  telemetry_json TEXT CHECK (telemetry_json IS NULL OR (json_valid(telemetry_json) AND json_type(telemetry_json) = 'object')),
  said_at TEXT NOT NULL CHECK (${isTime("said_at")})
) STRICT;
CREATE INDEX opinions_by_finding ON opinions (finding_id, id);
`;
