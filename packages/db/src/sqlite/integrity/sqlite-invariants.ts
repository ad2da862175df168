import { broken, type Invariant } from "../../integrity/invariant.ts";
import { invariants } from "../../integrity/invariants.ts";
import { DIALECT } from "./dialect.ts";

const WORDS_THERE = `SELECT 'status ' || status AS word FROM run_statuses UNION ALL SELECT 'decision ' || decision FROM decisions
  UNION ALL SELECT 'review ' || review_kind FROM review_kinds
  UNION ALL SELECT 'acceptance ' || acceptance_kind FROM acceptance_kinds
  UNION ALL SELECT 'severity ' || severity FROM finding_severities
  UNION ALL SELECT 'waiver ' || kind FROM waiver_kinds
  UNION ALL SELECT 'quarantine ' || kind FROM quarantine_kinds
  UNION ALL SELECT 'opinion ' || kind FROM opinion_kinds`;
const WORDS_MEANT = `VALUES ('status running'), ('status completed'), ('status failed'), ('decision pass'), ('decision warn'),
  ('decision fail'), ('decision error'), ('decision unknown'), ('review full-review'), ('review manual-import'),
  ('review attested'), ('acceptance attested'),
  ('acceptance full-review'), ('acceptance trivial-change-ack'), ('acceptance gate-migration'),
  ('acceptance manual-override'), ('acceptance migration-import'), ('acceptance manual-ack'), ('acceptance withdrawn'),
  ('severity warn'), ('severity fail'), ('waiver waived'), ('waiver unwaived'),
  ('quarantine quarantined'), ('quarantine lifted'), ('opinion confirmed'), ('opinion disputed')`;

const QUOTE_IN_ITS_NOTE = `finding_quotes LEFT JOIN findings AS finding ON finding.id = finding_id
  LEFT JOIN gate_reviews AS review ON review.id = finding.gate_review_id
  LEFT JOIN snapshots AS note ON note.sha = review.reviewed_note_sha`;

/**
 * The rules of the ledger, as SQLite asks for them. They may call `content_sha(text)`, `utf16_length(text)` and, with an offset in
 * UTF-16 units, `stands_at(words, text, offset)`, and read the table `expected_schema(type, name, sql)`.
 */
export const INVARIANTS: readonly Invariant[] = [
  {
    name: "tables, indexes, views and triggers are those of the migrations",
    sql: `SELECT count(*) FROM (
      SELECT type, name, sql FROM expected_schema
      EXCEPT SELECT type, name, sql FROM main.sqlite_schema)`,
  },
  {
    name: "the words are those of the migrations",
    sql: `SELECT (SELECT count(*) FROM (${WORDS_THERE} EXCEPT ${WORDS_MEANT}))
      + (SELECT count(*) FROM (${WORDS_MEANT} EXCEPT SELECT word FROM (${WORDS_THERE})))`,
  },
  ...invariants(DIALECT),
  {
    name: "a snapshot's sha is the SHA-256 of its text",
    sql: broken("snapshots", "sha = content_sha(text)"),
  },
  {
    name: "a quote belongs to a finding, and its words stand in the reviewed note where it says",
    sql: broken(
      QUOTE_IN_ITS_NOTE,
      `exact <> '' AND end_offset - start_offset = utf16_length(exact)
       AND stands_at(prefix || exact || suffix, note.text, start_offset - utf16_length(prefix))`,
    ),
  },
];
