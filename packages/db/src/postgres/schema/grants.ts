// The application role owns nothing: it can add what is recorded and change what a running run still may, and nothing else. It can
// neither alter a table nor empty it, nor leave out a trigger.

const ADDED = [
  ...["snapshots", "review_runs", "review_run_gates", "gates_without_quotes", "gate_reviews", "findings"],
  ...["finding_quotes", "acceptance_events", "waivers"],
  ...["gate_quarantines", "samples", "sample_reviews", "sampled_acceptances", "opinions"],
  ...["sweeps", "sweep_notes", "sweep_gates", "sweep_batches", "sweep_pairs"],
  ...["workers", "sweep_turns", "sweep_runs", "services"],
];
/** What is written anew while a run is running. */
const REPLACED = ["gate_reviews", "findings", "finding_quotes"];
const RUN_COLUMNS =
  "model_id, completed_at, status, failure_reason, telemetry_json, raw_bundle_markdown, debug_log";
/** Of shared sweeps: what a turn gave, when a batch may be taken again, that a worker is there. What follows is counted by the database. */
const CHANGED: Readonly<Record<string, string>> = {
  sweeps: "failures_in_a_row, ending, ending_reason, ended_at",
  sweep_batches: "not_before, postponed",
  sweep_turns: "outcome, why, reviewed, failed, skipped, answered, cost_usd, tokens",
  workers: "seen_at, ending, ended_at",
  services: "jobs, refusals, pauses, pause_ms, paused_until, pause_reason",
};

const named = (tables: readonly string[]) => tables.map((table) => `review.${table}`).join(", ");

/** A name as an identifier of SQL. */
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Statements that let a role use the ledger; imports stay the owner's. */
export function grantsTo(role: string): string[] {
  const to = `TO ${quoted(role)}`;
  return [
    `GRANT USAGE ON SCHEMA review ${to}`,
    `GRANT SELECT ON ALL TABLES IN SCHEMA review ${to}`,
    `GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA review ${to}`,
    `GRANT INSERT ON ${named(ADDED)} ${to}`,
    `GRANT DELETE ON ${named(REPLACED)} ${to}`,
    `GRANT UPDATE (${RUN_COLUMNS}) ON review.review_runs ${to}`,
    ...Object.entries(CHANGED).map(
      ([table, columns]) => `GRANT UPDATE (${columns}) ON review.${table} ${to}`,
    ),
  ];
}

/** Gives the names of the roles that were let in before: what a migration adds is theirs, too. */
export const GRANTED_ROLES = `SELECT DISTINCT pg_catalog.pg_get_userbyid(granted.grantee)::text AS name
FROM pg_catalog.pg_namespace AS schema CROSS JOIN pg_catalog.aclexplode(schema.nspacl) AS granted
WHERE schema.nspname = 'review' AND granted.privilege_type = 'USAGE'
  AND granted.grantee NOT IN (0, schema.nspowner) ORDER BY 1`;
