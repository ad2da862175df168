import { broken, type Dialect, type Invariant } from "./invariant.ts";

/** The rules about what reviews found. */
export const findingInvariants = (dialect: Dialect): readonly Invariant[] => [
  {
    name: "a gate whose findings need no quotes is one that its run asked for",
    sql: broken(
      "gates_without_quotes AS named",
      `EXISTS (SELECT 1 FROM review_run_gates AS gate
        WHERE gate.review_run_id = named.review_run_id AND gate.gate_id = named.gate_id)`,
    ),
  },
  {
    name: "a finding is of a review whose result is not milder",
    sql: broken(
      "findings AS finding",
      `EXISTS (SELECT 1 FROM gate_reviews AS review WHERE review.id = finding.gate_review_id
        AND (review.decision = 'fail' AND finding.severity IN ('warn', 'fail')
          OR review.decision = 'warn' AND finding.severity = 'warn'))`,
    ),
  },
  {
    name: "a finding of a completed run quotes its note, unless its gate needs no quotes",
    sql: broken(
      `findings AS finding JOIN gate_reviews AS review ON review.id = finding.gate_review_id
        JOIN review_runs AS run ON run.id = review.review_run_id`,
      `run.status <> 'completed' OR EXISTS (SELECT 1 FROM finding_quotes WHERE finding_id = finding.id)
        OR EXISTS (SELECT 1 FROM gates_without_quotes AS free
          WHERE free.review_run_id = run.id AND free.gate_id = review.gate_id)`,
    ),
  },
  {
    name: "a finding says something, and so does a suggestion",
    sql: broken(
      "findings",
      `${dialect.saysSomething("message")} AND (suggestion IS NULL OR ${dialect.saysSomething("suggestion")})`,
    ),
  },
  {
    name: "a finding has a place, and a key of 16 hex digits",
    sql: broken("findings", `ordinal >= 0 AND ${dialect.isHex("key", 16)}`),
  },
  {
    name: "no two findings of a review have the same key or the same place",
    sql: `SELECT (SELECT count(*) FROM (SELECT 1 FROM findings GROUP BY gate_review_id, key HAVING count(*) > 1) AS keys)
      + (SELECT count(*) FROM (SELECT 1 FROM findings GROUP BY gate_review_id, ordinal HAVING count(*) > 1) AS places)`,
  },
  {
    name: "a finding continues one of the same key in a run that has ended",
    sql: broken(
      "findings AS finding",
      `continues_finding_id IS NULL OR EXISTS (
        SELECT 1 FROM findings AS earlier JOIN gate_reviews AS review ON review.id = earlier.gate_review_id
        JOIN review_runs AS run ON run.id = review.review_run_id
        WHERE earlier.id = finding.continues_finding_id AND earlier.id <> finding.id AND earlier.key = finding.key
          AND run.status IN ('completed', 'failed'))`,
    ),
  },
  {
    name: "the numbers of a quote are in order",
    sql: broken(
      "finding_quotes",
      `ordinal >= 0 AND 0 <= start_offset AND start_offset < end_offset AND start_line > 0 AND start_column > 0 AND end_column > 0
       AND (start_line, start_column) <= (end_line, end_column)`,
    ),
  },
];
