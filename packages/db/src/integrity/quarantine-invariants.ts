import { broken, type Dialect, type Invariant } from "./invariant.ts";

/** The rules about what was decided of gates by their fixtures. */
export const quarantineInvariants = (dialect: Dialect): readonly Invariant[] => [
  {
    name: "a decision about a gate quarantines it or lifts that, and has a reason",
    sql: broken(
      "gate_quarantines",
      `kind IN ('quarantined', 'lifted') AND ${dialect.saysSomething("reason")} AND gate_id <> ''`,
    ),
  },
  {
    name: "a decision about a gate rests on reviews of it, in its version and partition",
    sql: broken(
      "gate_quarantines AS decision",
      `1 = (SELECT min(CASE WHEN EXISTS (
          SELECT 1 FROM gate_reviews AS review JOIN review_runs AS run ON run.id = review.review_run_id
          WHERE review.id = named.id AND review.gate_id = decision.gate_id AND review.gate_sha = decision.gate_sha
            AND review.model_id = decision.model_id AND run.status = 'completed') THEN 1 ELSE 0 END)
        FROM ${dialect.reviewsIn("decision.evidence_json")} AS named)`,
    ),
  },
];
