import { broken, type Dialect, type Invariant } from "./invariant.ts";

/** The rules about what second reviewers say of findings. */
export const opinionInvariants = (dialect: Dialect): readonly Invariant[] => [
  {
    name: "an opinion confirms or disputes a finding in a completed run, and says why",
    sql: broken(
      "opinions AS opinion",
      `opinion.kind IN ('confirmed', 'disputed') AND ${dialect.saysSomething("opinion.reason")} AND opinion.runner <> '' AND EXISTS (
        SELECT 1 FROM findings AS finding JOIN gate_reviews AS review ON review.id = finding.gate_review_id
        JOIN review_runs AS run ON run.id = review.review_run_id
        WHERE finding.id = opinion.finding_id AND run.status = 'completed')`,
    ),
  },
];
