import { notAhead } from "./run-triggers.ts";
import {
  fixed,
  IS_PARTITION,
  isBlank,
  isSha,
  oneWriter,
  require,
  TEXT,
  trigger,
  triggerFunction,
} from "./words.ts";

const KEPT = "a sample and what rests on it are never changed";

/** Whether an event is of the pairs that a sample is of, and of one of these kinds. */
const isEventOf = (kinds: string) => `EXISTS (
    SELECT 1 FROM review.samples AS sample JOIN review.acceptance_events AS event ON event.id = NEW.acceptance_event_id
    WHERE sample.id = NEW.sample_id AND event.gate_id = sample.gate_id AND event.accepted_gate_sha = sample.gate_sha
      AND event.model_id = sample.model_id AND event.acceptance_kind IN (${kinds}))`;

// Looked at once for all rows of a statement: a cohort may have thousands.
const NO_MORE_THAN_DRAWN = `NOT EXISTS (
    SELECT 1 FROM review.samples AS sample WHERE sample.id IN (SELECT sample_id FROM added)
      AND sample.population < (SELECT count(*) FROM review.sample_reviews WHERE sample_id = sample.id)
        + (SELECT count(*) FROM review.sampled_acceptances WHERE sample_id = sample.id))`;

const tables = `
CREATE TABLE review.samples (
  id bigint PRIMARY KEY CHECK (id > 0),
  gate_id ${TEXT} NOT NULL CHECK (gate_id <> ''),
  gate_sha ${TEXT} NOT NULL CHECK (${isSha("gate_sha")}),
  model_id ${TEXT} NOT NULL CHECK (${IS_PARTITION}),
  seed ${TEXT} NOT NULL CHECK (NOT ${isBlank("seed")}),
  population integer NOT NULL CHECK (population > 1),
  flips_at_most integer NOT NULL,
  confidence double precision NOT NULL CHECK (confidence > 0 AND confidence < 1),
  taken_at ${TEXT} NOT NULL CHECK (review.is_time(taken_at)),
  CONSTRAINT samples_flips CHECK (flips_at_most BETWEEN 0 AND population)
);

CREATE TABLE review.sample_reviews (
  sample_id bigint NOT NULL REFERENCES review.samples (id),
  acceptance_event_id bigint NOT NULL REFERENCES review.acceptance_events (id),
  PRIMARY KEY (sample_id, acceptance_event_id)
);

CREATE TABLE review.sampled_acceptances (
  acceptance_event_id bigint PRIMARY KEY REFERENCES review.acceptance_events (id),
  sample_id bigint NOT NULL REFERENCES review.samples (id)
);
CREATE INDEX sampled_acceptances_by_sample ON review.sampled_acceptances (sample_id);
`;

/** On what cohorts were acknowledged: a sample is of reviews, comes before what rests on it, and holds for no more than it was drawn from. */
export const samples = `${tables}${triggerFunction(
  "append_sample",
  `
  NEW.id := coalesce(NEW.id, (SELECT coalesce(max(id), 0) + 1 FROM review.samples));${require("NEW.id > (SELECT coalesce(max(id), 0) FROM review.samples)", "a sample comes after those that are there")}${notAhead("taken_at")}`,
)}${trigger("append_sample", "BEFORE INSERT", "samples")}${triggerFunction(
  "review_sample",
  `${require(isEventOf("'full-review', 'attested'"), "a sample is of reviews of its gate version under its partition")}${require("NOT EXISTS (SELECT 1 FROM review.sampled_acceptances WHERE sample_id = NEW.sample_id)", "the reviews of a sample come before what rests on it")}`,
)}${trigger("review_sample", "BEFORE INSERT", "sample_reviews")}${triggerFunction(
  "rest_on_sample",
  `${require(isEventOf("'gate-migration'"), "what rests on a sample is acknowledged after a change of its gate, in the same version and partition")}${require("NEW.acceptance_event_id > (SELECT max(acceptance_event_id) FROM review.sample_reviews WHERE sample_id = NEW.sample_id)", "what rests on a sample comes after its reviews")}`,
)}${trigger("rest_on_sample", "BEFORE INSERT", "sampled_acceptances")}${triggerFunction(
  "hold_for_population",
  require(NO_MORE_THAN_DRAWN, "a sample holds for no more pairs than it was drawn from"),
  "NULL",
)}CREATE TRIGGER hold_for_population AFTER INSERT ON review.sampled_acceptances
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION review.hold_for_population();
${["samples", "sample_reviews", "sampled_acceptances"].map((table) => oneWriter(table) + fixed(table, KEPT)).join("")}`;
