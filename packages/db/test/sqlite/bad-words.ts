const TABLES = {
  run_statuses: "status",
  decisions: "decision",
  review_kinds: "review_kind",
  acceptance_kinds: "acceptance_kind",
  finding_severities: "severity",
  waiver_kinds: "kind",
  quarantine_kinds: "kind",
};

/** A word that is added, changed or taken away, and one that is none, by raw SQL. */
export const badWords: readonly (readonly [name: string, sql: string])[] = [
  ["a decision that becomes none", "UPDATE gate_reviews SET decision = 'maybe' WHERE id = 1"],
  ["a kind that becomes none", "UPDATE OR REPLACE gate_reviews SET review_kind = 'self' WHERE id = 1"],
  ...Object.entries(TABLES).flatMap(([table, column]) => [
    [`a new one of ${table}`, `INSERT INTO ${table} VALUES ('maybe')`] as const,
    [`one of ${table} again`, `REPLACE INTO ${table} SELECT ${column} FROM ${table}`] as const,
    [`another name for those of ${table}`, `UPDATE ${table} SET ${column} = ${column} || '2'`] as const,
    [`none in ${table}`, `DELETE FROM ${table}`] as const,
  ]),
];
