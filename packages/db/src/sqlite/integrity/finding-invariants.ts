import { broken, type Invariant, saysSomething } from "./invariant.ts";

const QUOTE_IN_ITS_NOTE = `finding_quotes LEFT JOIN findings AS finding ON finding.id = finding_id
  LEFT JOIN gate_reviews AS review ON review.id = finding.gate_review_id
  LEFT JOIN snapshots AS note ON note.sha = review.reviewed_note_sha`;

/** The rules about what reviews found. */
export const FINDING_INVARIANTS: readonly Invariant[] = [
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
      `${saysSomething("message")} AND (suggestion IS NULL OR ${saysSomething("suggestion")})`,
    ),
  },
  {
    name: "a finding has a place, and a key of 16 hex digits",
    sql: broken("findings", "ordinal >= 0 AND length(key) = 16 AND trim(key, '0123456789abcdef') = ''"),
  },
  {
    name: "no two findings of a review have the same key or the same place",
    sql: `SELECT (SELECT count(*) FROM (SELECT 1 FROM findings GROUP BY gate_review_id, key HAVING count(*) > 1))
      + (SELECT count(*) FROM (SELECT 1 FROM findings GROUP BY gate_review_id, ordinal HAVING count(*) > 1))`,
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
    name: "a quote belongs to a finding, and its words stand in the reviewed note where it says",
    sql: broken(
      QUOTE_IN_ITS_NOTE,
      `exact <> '' AND end_offset - start_offset = utf16_length(exact)
       AND stands_at(prefix || exact || suffix, note.text, start_offset - utf16_length(prefix))`,
    ),
  },
  {
    name: "the numbers of a quote are in order",
    sql: broken(
      "finding_quotes",
      `ordinal >= 0 AND 0 <= start_offset AND start_offset < end_offset AND min(start_line, start_column, end_column) > 0
       AND (start_line, start_column) <= (end_line, end_column)`,
    ),
  },
];
