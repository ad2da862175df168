import { isModelId, isNotBlank, isSha, isTime } from "../0001-ledger/tables.ts";

/** The tables with everything that a column, a check or a key can say. */
export const quarantineTables = `
CREATE TABLE quarantine_kinds (kind TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO quarantine_kinds VALUES ('quarantined'), ('lifted');
CREATE TABLE gate_quarantines (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0),
  gate_id TEXT NOT NULL CHECK (gate_id <> ''),
  gate_sha TEXT NOT NULL REFERENCES snapshots (sha) CHECK (${isSha("gate_sha")}),
  model_id TEXT NOT NULL CHECK (${isModelId("model_id")}),
  kind TEXT NOT NULL REFERENCES quarantine_kinds (kind),
  reason TEXT NOT NULL CHECK (${isNotBlank("reason")}),
  evidence_json TEXT NOT NULL CHECK (json_valid(evidence_json) AND json_type(evidence_json) = 'object'),
  decided_at TEXT NOT NULL CHECK (${isTime("decided_at")})
) STRICT;
CREATE INDEX gate_quarantines_by_gate ON gate_quarantines (gate_id, model_id, id);
`;
