import { IS_PARTITION, isBlank, TEXT } from "../0001-ledger/words.ts";

// Times that decide who may do what are the server's own (timestamptz), so that clocks of machines do not matter. Texts come last when a
// sweep is planned, since whoever adds some keeps all others who record from doing so: their keys are looked at when it is committed.
export const tables = `
CREATE TABLE review.sweeps (
  id bigint PRIMARY KEY CHECK (id > 0),
  runner ${TEXT} NOT NULL CHECK (runner <> ''),
  model ${TEXT} NOT NULL CHECK (model <> ''),
  model_id ${TEXT} NOT NULL CHECK (${IS_PARTITION}),
  settings_json ${TEXT} NOT NULL CHECK (review.is_json_object(settings_json)),
  asked_json ${TEXT} NOT NULL CHECK (review.is_json_object(asked_json)),
  made_by_json ${TEXT} NOT NULL CHECK (review.is_json_object(made_by_json)),
  made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  jobs integer CHECK (jobs > 0),
  tokens_per_minute bigint CHECK (tokens_per_minute > 0),
  budget_usd double precision CHECK (budget_usd >= 0),
  budget_tokens bigint CHECK (budget_tokens > 0),
  max_failures integer NOT NULL CHECK (max_failures > 0),
  failures_in_a_row integer NOT NULL DEFAULT 0 CHECK (failures_in_a_row >= 0),
  batches integer NOT NULL DEFAULT 0,
  pairs integer NOT NULL DEFAULT 0,
  batches_done integer NOT NULL DEFAULT 0,
  reviewed integer NOT NULL DEFAULT 0,
  failed integer NOT NULL DEFAULT 0,
  skipped integer NOT NULL DEFAULT 0,
  lost_turns integer NOT NULL DEFAULT 0,
  lost_pairs integer NOT NULL DEFAULT 0,
  cost_usd double precision NOT NULL DEFAULT 0,
  cost_pairs integer NOT NULL DEFAULT 0,
  tokens bigint NOT NULL DEFAULT 0,
  token_pairs integer NOT NULL DEFAULT 0,
  answered integer NOT NULL DEFAULT 0,
  ending ${TEXT} CHECK (ending IN ('finished', 'cancelled', 'stopped')),
  ending_reason ${TEXT} CHECK (NOT ${isBlank("ending_reason")}),
  ended_at timestamptz,
  CONSTRAINT sweeps_end CHECK ((ending IS NULL) = (ended_at IS NULL)),
  CONSTRAINT sweeps_reason CHECK (ending IS DISTINCT FROM 'stopped' OR ending_reason IS NOT NULL)
);
CREATE INDEX sweeps_open ON review.sweeps (id) WHERE ending IS NULL;

CREATE TABLE review.sweep_notes (
  sweep_id bigint NOT NULL REFERENCES review.sweeps (id),
  note_path ${TEXT} NOT NULL CHECK (note_path <> ''),
  note_sha ${TEXT} NOT NULL REFERENCES review.snapshots (sha) DEFERRABLE INITIALLY DEFERRED,
  links_json ${TEXT} NOT NULL CHECK (review.is_json(links_json)),
  PRIMARY KEY (sweep_id, note_path)
);

CREATE TABLE review.sweep_gates (
  sweep_id bigint NOT NULL REFERENCES review.sweeps (id),
  gate_id ${TEXT} NOT NULL CHECK (gate_id <> ''),
  gate_sha ${TEXT} NOT NULL REFERENCES review.snapshots (sha) DEFERRABLE INITIALLY DEFERRED,
  facts_json ${TEXT} NOT NULL CHECK (review.is_json_object(facts_json)),
  PRIMARY KEY (sweep_id, gate_id)
);

CREATE TABLE review.sweep_batches (
  sweep_id bigint NOT NULL REFERENCES review.sweeps (id),
  batch integer NOT NULL CHECK (batch > 0),
  pairs integer NOT NULL CHECK (pairs > 0),
  needs_files boolean NOT NULL,
  status ${TEXT} NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'taken', 'done')),
  not_before timestamptz NOT NULL DEFAULT '-infinity',
  postponed boolean NOT NULL DEFAULT false,
  PRIMARY KEY (sweep_id, batch)
);
CREATE INDEX sweep_batches_open ON review.sweep_batches (sweep_id, postponed, batch) WHERE status <> 'done';

CREATE TABLE review.sweep_pairs (
  sweep_id bigint NOT NULL,
  note_path ${TEXT} NOT NULL,
  gate_id ${TEXT} NOT NULL,
  batch integer NOT NULL,
  ordinal integer NOT NULL CHECK (ordinal >= 0),
  again boolean NOT NULL,
  PRIMARY KEY (sweep_id, note_path, gate_id),
  UNIQUE (sweep_id, batch, ordinal),
  FOREIGN KEY (sweep_id, note_path) REFERENCES review.sweep_notes (sweep_id, note_path),
  FOREIGN KEY (sweep_id, gate_id) REFERENCES review.sweep_gates (sweep_id, gate_id),
  FOREIGN KEY (sweep_id, batch) REFERENCES review.sweep_batches (sweep_id, batch)
);

CREATE TABLE review.workers (
  id ${TEXT} PRIMARY KEY CHECK (id ~ '^[0-9a-f]{16}$'),
  host ${TEXT} NOT NULL CHECK (host <> ''),
  pid integer NOT NULL CHECK (pid > 0),
  entered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ending ${TEXT} CHECK (ending IN ('left', 'lost')),
  ended_at timestamptz,
  CONSTRAINT workers_end CHECK ((ending IS NULL) = (ended_at IS NULL))
) WITH (fillfactor = 50);
CREATE INDEX workers_at_work ON review.workers (id) WHERE ending IS NULL;

CREATE TABLE review.sweep_turns (
  sweep_id bigint NOT NULL,
  batch integer NOT NULL,
  turn integer NOT NULL CHECK (turn > 0),
  worker_id ${TEXT} NOT NULL REFERENCES review.workers (id),
  taken_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at timestamptz,
  outcome ${TEXT} CHECK (outcome IN ('done', 'back', 'lost')),
  why ${TEXT} CHECK (NOT ${isBlank("why")}),
  reviewed integer NOT NULL DEFAULT 0 CHECK (reviewed >= 0),
  failed integer NOT NULL DEFAULT 0 CHECK (failed >= 0),
  skipped integer NOT NULL DEFAULT 0 CHECK (skipped >= 0),
  answered boolean NOT NULL DEFAULT false,
  cost_usd double precision CHECK (cost_usd >= 0),
  tokens bigint CHECK (tokens >= 0),
  PRIMARY KEY (sweep_id, batch, turn),
  FOREIGN KEY (sweep_id, batch) REFERENCES review.sweep_batches (sweep_id, batch),
  CONSTRAINT sweep_turns_end CHECK ((ended_at IS NULL) = (outcome IS NULL)),
  CONSTRAINT sweep_turns_why CHECK (outcome IS NOT DISTINCT FROM 'done' OR outcome IS NULL OR why IS NOT NULL)
);
CREATE UNIQUE INDEX sweep_turns_one_at_a_time ON review.sweep_turns (sweep_id, batch) WHERE ended_at IS NULL;
CREATE INDEX sweep_turns_of_worker ON review.sweep_turns (worker_id) WHERE ended_at IS NULL;
CREATE INDEX sweep_turns_of_late ON review.sweep_turns (ended_at) WHERE tokens IS NOT NULL;

CREATE TABLE review.sweep_runs (
  run_id bigint PRIMARY KEY REFERENCES review.review_runs (id),
  sweep_id bigint NOT NULL,
  batch integer NOT NULL,
  turn integer NOT NULL,
  FOREIGN KEY (sweep_id, batch, turn) REFERENCES review.sweep_turns (sweep_id, batch, turn)
);
CREATE INDEX sweep_runs_by_turn ON review.sweep_runs (sweep_id, batch, turn);

CREATE TABLE review.services (
  runner ${TEXT} NOT NULL,
  model_id ${TEXT} NOT NULL CHECK (${IS_PARTITION}),
  jobs integer CHECK (jobs > 0),
  refusals integer NOT NULL DEFAULT 0 CHECK (refusals >= 0),
  pauses integer NOT NULL DEFAULT 0 CHECK (pauses >= 0),
  pause_ms double precision NOT NULL DEFAULT 0 CHECK (pause_ms >= 0),
  paused_until timestamptz NOT NULL DEFAULT '-infinity',
  pause_reason ${TEXT},
  PRIMARY KEY (runner, model_id)
);
`;
