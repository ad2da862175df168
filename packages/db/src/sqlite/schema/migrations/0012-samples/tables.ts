import { isModelId, isNotBlank, isSha, isTime } from "../0001-ledger/tables.ts";

/** The tables with everything that a column, a check or a key can say. */
export const sampleTables = `
CREATE TABLE samples (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id > 0),
  gate_id TEXT NOT NULL CHECK (gate_id <> ''),
  gate_sha TEXT NOT NULL CHECK (${isSha("gate_sha")}),
  model_id TEXT NOT NULL CHECK (${isModelId("model_id")}),
  seed TEXT NOT NULL CHECK (${isNotBlank("seed")}),
  population INTEGER NOT NULL CHECK (population > 1),
  flips_at_most INTEGER NOT NULL CHECK (flips_at_most BETWEEN 0 AND population),
  confidence REAL NOT NULL CHECK (confidence > 0 AND confidence < 1),
  taken_at TEXT NOT NULL CHECK (${isTime("taken_at")})
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
`;
