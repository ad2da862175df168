import { broken, type Dialect, type Invariant } from "./invariant.ts";

/** The rules about what was decided of findings. */
export const waiverInvariants = (dialect: Dialect): readonly Invariant[] => [
  {
    name: "a waiver has a reason, and may have an author and a last day that is one",
    sql: broken(
      "waivers",
      `kind IN ('waived', 'unwaived') AND ${dialect.saysSomething("reason")} AND (author IS NULL OR ${dialect.saysSomething("author")})
       AND (until_date IS NULL OR kind = 'waived' AND ${dialect.isDay("until_date")})`,
    ),
  },
  {
    name: "what waives, and nothing else, names the severity that it covers, and none worse than was found",
    sql: broken(
      "waivers AS waiver",
      `(waiver.kind = 'waived') = (waiver.severity IS NOT NULL) AND (waiver.severity IS NULL OR waiver.severity = 'warn'
        OR waiver.severity = 'fail' AND EXISTS (
          SELECT 1 FROM findings AS finding WHERE finding.key = waiver.key AND finding.severity = 'fail'))`,
    ),
  },
  {
    name: "a waiver is of a finding in a run that has ended",
    sql: broken(
      "waivers AS waiver",
      `length(waiver.key) = 16 AND EXISTS (
        SELECT 1 FROM findings AS finding JOIN gate_reviews AS review ON review.id = finding.gate_review_id
        JOIN review_runs AS run ON run.id = review.review_run_id
        WHERE finding.key = waiver.key AND run.status IN ('completed', 'failed'))`,
    ),
  },
  {
    name: "only what is waived was taken back",
    sql: broken(
      "waivers AS waiver",
      `waiver.kind <> 'unwaived' OR 'waived' = (SELECT other.kind FROM waivers AS other
        WHERE other.key = waiver.key AND other.id < waiver.id ORDER BY other.id DESC LIMIT 1)`,
    ),
  },
];
