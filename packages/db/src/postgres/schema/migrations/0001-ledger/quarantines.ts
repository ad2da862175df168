import { notAhead } from "./run-triggers.ts";
import {
  fixed,
  IS_PARTITION,
  isBlank,
  oneWriter,
  pureFunction,
  require,
  TEXT,
  trigger,
  triggerFunction,
} from "./words.ts";

const RESTS_ON_REVIEWS = `(SELECT bool_and(EXISTS (
    SELECT 1 FROM review.gate_reviews AS review JOIN review.review_runs AS run ON run.id = review.review_run_id
    WHERE review.id = named.id AND review.gate_id = NEW.gate_id AND review.gate_sha = NEW.gate_sha
      AND review.model_id = NEW.model_id AND run.status = 'completed'))
    FROM unnest(review.evidence_reviews(NEW.evidence_json)) AS named (id))`;

/** What was decided about gates by their fixtures. The newest decision about a gate and partition is the one that counts. */
export const quarantines = `${pureFunction(
  // The reviews that evidence names; null unless it is an object with a list of whole numbers, and no empty one.
  "evidence_reviews(text) RETURNS bigint[]",
  `BEGIN
  RETURN (SELECT CASE WHEN bool_and(named::text ~ '^[0-9]+$') THEN array_agg(named::text::bigint) END
    FROM json_array_elements($1::json -> 'reviews') AS named);
EXCEPTION WHEN others THEN
  RETURN NULL;
END`,
)}
CREATE TABLE review.gate_quarantines (
  id bigint PRIMARY KEY CHECK (id > 0),
  gate_id ${TEXT} NOT NULL CHECK (gate_id <> ''),
  gate_sha ${TEXT} NOT NULL REFERENCES review.snapshots (sha),
  model_id ${TEXT} NOT NULL CHECK (${IS_PARTITION}),
  kind ${TEXT} NOT NULL CHECK (kind IN ('quarantined', 'lifted')),
  reason ${TEXT} NOT NULL CHECK (NOT ${isBlank("reason")}),
  evidence_json ${TEXT} NOT NULL CHECK (review.is_json_object(evidence_json)),
  decided_at ${TEXT} NOT NULL CHECK (review.is_time(decided_at))
);
CREATE INDEX gate_quarantines_by_gate ON review.gate_quarantines (gate_id, model_id, id);
${triggerFunction(
  "append_quarantine",
  `
  NEW.id := coalesce(NEW.id, (SELECT coalesce(max(id), 0) + 1 FROM review.gate_quarantines));${require("NEW.id > (SELECT coalesce(max(id), 0) FROM review.gate_quarantines)", "a quarantine comes after those that are there")}${require(RESTS_ON_REVIEWS, "a quarantine rests on reviews of the gate in this version under this partition")}${notAhead("decided_at")}`,
)}${trigger("append_quarantine", "BEFORE INSERT", "gate_quarantines")}${oneWriter("gate_quarantines")}${fixed("gate_quarantines", "what was decided about gates is never changed")}`;
