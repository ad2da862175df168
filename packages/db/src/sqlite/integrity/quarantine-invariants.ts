import { broken, type Invariant } from "../../integrity/invariant.ts";
import { DIALECT } from "./dialect.ts";

// What is no JSON must not be asked for its parts: that is an error, not an answer.
const REVIEWS = `CASE WHEN json_valid(decision.evidence_json)
  THEN coalesce(json_array_length(decision.evidence_json, '$.reviews'), 0) ELSE 0 END`;

/** The rules about what was decided of gates by their fixtures. */
export const QUARANTINE_INVARIANTS: readonly Invariant[] = [
  {
    name: "a decision about a gate quarantines it or lifts that, and has a reason",
    sql: broken(
      "gate_quarantines",
      `kind IN ('quarantined', 'lifted') AND ${DIALECT.saysSomething("reason")} AND gate_id <> ''`,
    ),
  },
  {
    name: "a decision about a gate rests on reviews of it, in its version and partition",
    sql: broken(
      "gate_quarantines AS decision",
      `CASE WHEN ${REVIEWS} = 0 THEN FALSE ELSE NOT EXISTS (
        SELECT 1 FROM json_each(decision.evidence_json, '$.reviews') AS named
        WHERE NOT EXISTS (SELECT 1 FROM gate_reviews AS review JOIN review_runs AS run ON run.id = review.review_run_id
          WHERE named.type = 'integer' AND review.id = named.value AND review.gate_id = decision.gate_id
            AND review.gate_sha = decision.gate_sha AND review.model_id = decision.model_id
            AND run.status = 'completed')) END`,
    ),
  },
];
