import { refuse } from "../0001-ledger/triggers.ts";

const append = "what was decided about gates is never changed";

/** Reviews that the evidence names, and that are none of the gate in this version under this partition, in a completed run. */
const otherReviews = `SELECT 1 FROM json_each(NEW.evidence_json, '$.reviews') AS named
     WHERE NOT EXISTS (SELECT 1 FROM gate_reviews AS review JOIN review_runs AS run ON run.id = review.review_run_id
       WHERE named.type = 'integer' AND review.id = named.value AND review.gate_id = NEW.gate_id
         AND review.gate_sha = NEW.gate_sha AND review.model_id = NEW.model_id AND run.status = 'completed')`;

/** What only a trigger can refuse: a decision about a gate rests on reviews of it, and comes after the ones before it. */
export const quarantineTriggers = [
  ...["INSERT", "UPDATE", "DELETE"].map((verb) =>
    refuse(
      `quarantine_kinds_${verb.toLowerCase()}`,
      `${verb} ON quarantine_kinds`,
      "",
      "the words of the ledger come with its migrations",
    ),
  ),
  refuse(
    "quarantine_kind_is_known",
    "INSERT ON gate_quarantines",
    "NOT EXISTS (SELECT 1 FROM quarantine_kinds WHERE kind = NEW.kind)",
    "a gate is quarantined, or that is lifted",
  ),
  refuse(
    "quarantine_rests_on_reviews",
    "INSERT ON gate_quarantines",
    `CASE WHEN json_valid(NEW.evidence_json)
       THEN coalesce(json_array_length(NEW.evidence_json, '$.reviews'), 0) = 0 OR EXISTS (${otherReviews}) ELSE TRUE END`,
    "a quarantine rests on reviews of the gate in this version under this partition",
  ),
  refuse(
    "quarantine_comes_last",
    "INSERT ON gate_quarantines",
    "NEW.id BETWEEN 1 AND (SELECT max(id) FROM gate_quarantines)",
    "a quarantine comes after those that are there",
  ),
  refuse("quarantine_is_fixed", "UPDATE ON gate_quarantines", "", append),
  refuse("quarantine_is_kept", "DELETE ON gate_quarantines", "", append),
].join("");
