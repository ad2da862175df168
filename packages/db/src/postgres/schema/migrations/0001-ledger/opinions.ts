import { notAhead } from "./run-triggers.ts";
import { fixed, IS_PARTITION, isBlank, oneWriter, require, TEXT, trigger, triggerFunction } from "./words.ts";

// What the lock says is recorded while the run that takes it in is still open.
const OF_A_FINDING_TO_STAY = `EXISTS (
    SELECT 1 FROM review.findings AS finding JOIN review.gate_reviews AS review ON review.id = finding.gate_review_id
    JOIN review.review_runs AS run ON run.id = review.review_run_id
    WHERE finding.id = NEW.finding_id AND (run.status = 'completed' OR run.status = 'running' AND run.runner = 'lock'))`;

/** What second reviewers say of findings. The newest opinion about a finding is the one that counts. */
export const opinions = `
CREATE TABLE review.opinions (
  id bigint PRIMARY KEY CHECK (id > 0),
  finding_id bigint NOT NULL REFERENCES review.findings (id),
  kind ${TEXT} NOT NULL CHECK (kind IN ('confirmed', 'disputed')),
  model_id ${TEXT} NOT NULL CHECK (${IS_PARTITION}),
  runner ${TEXT} NOT NULL CHECK (runner <> ''),
  reason ${TEXT} NOT NULL CHECK (NOT ${isBlank("reason")}),
  telemetry_json ${TEXT} CHECK (review.is_json_object(telemetry_json)),
  said_at ${TEXT} NOT NULL CHECK (review.is_time(said_at))
);
CREATE INDEX opinions_by_finding ON review.opinions (finding_id, id);
${triggerFunction(
  "append_opinion",
  `
  NEW.id := coalesce(NEW.id, (SELECT coalesce(max(id), 0) + 1 FROM review.opinions));${require("NEW.id > (SELECT coalesce(max(id), 0) FROM review.opinions)", "an opinion comes after those that are there")}${require(OF_A_FINDING_TO_STAY, "an opinion is of a finding in a completed run")}${notAhead("said_at")}`,
)}${trigger("append_opinion", "BEFORE INSERT", "opinions")}${oneWriter("opinions")}${fixed("opinions", "opinions are never changed")}`;
