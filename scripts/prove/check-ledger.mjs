// What a ledger must be like whatever happened to it: the claims of docs/guarantees.md in plain SQL, written without
// a look at the code that makes them true, and then the program's own rules (`verifyLedger`).
import { existsSync, statSync } from "node:fs";
import Database from "better-sqlite3";
import { verifyLedger, withLedger } from "./review.mjs";

/** What must not be there, and a query that finds it. Plain SQL, which SQLite and, but for the words for "is not", PostgreSQL understand. */
export const BAD_STATES = {
  "a completed run without exactly one acceptance of its own for a requested gate": `
    SELECT run.id, gate.gate_id FROM review_runs AS run JOIN review_run_gates AS gate ON gate.review_run_id = run.id
    WHERE run.status = 'completed' AND NOT EXISTS (SELECT 1 FROM gate_reviews AS review WHERE review.review_run_id = run.id
      AND review.gate_id = gate.gate_id AND review.review_kind = 'manual-import') AND 1 <> (
      SELECT count(*) FROM acceptance_events AS event JOIN gate_reviews AS review ON review.id = event.accepted_review_id
      WHERE event.acceptance_kind IN ('full-review', 'attested') AND review.review_run_id = run.id AND event.gate_id = gate.gate_id
        AND event.note_path = run.note_path AND event.accepted_note_sha = run.reviewed_note_sha
        AND event.accepted_gate_sha = gate.gate_sha)`,
  "a completed run without a gate": `
    SELECT id FROM review_runs WHERE status = 'completed' AND id NOT IN (SELECT review_run_id FROM review_run_gates)`,
  "an acceptance of a run that is not completed": `
    SELECT event.id FROM acceptance_events AS event JOIN gate_reviews AS review ON review.id = event.accepted_review_id
    JOIN review_runs AS run ON run.id = review.review_run_id
    WHERE run.status <> 'completed' AND event.acceptance_kind <> 'migration-import'`,
  "partitions of run, review and acceptance that differ": `
    SELECT review.id FROM gate_reviews AS review JOIN review_runs AS run ON run.id = review.review_run_id
    LEFT JOIN acceptance_events AS event ON event.accepted_review_id = review.id
    WHERE review.model_id <> run.model_id OR event.model_id <> review.model_id`,
  "an acceptance of a pair that its review did not judge and that was not renamed": `
    SELECT event.id FROM acceptance_events AS event JOIN gate_reviews AS review ON review.id = event.accepted_review_id
    WHERE event.acceptance_kind <> 'migration-import'
      AND (event.note_path <> review.note_path OR event.gate_id <> review.gate_id)
      AND NOT EXISTS (SELECT 1 FROM acceptance_events AS earlier
        WHERE earlier.id < event.id AND earlier.accepted_review_id = event.accepted_review_id
          AND (earlier.note_path = event.note_path AND earlier.gate_id = event.gate_id
            OR earlier.accepted_note_sha = event.accepted_note_sha AND earlier.accepted_gate_sha = event.accepted_gate_sha
              AND (earlier.note_path = event.note_path OR earlier.gate_id = event.gate_id)))`,
  "a review of a gate, version, note or text that its run did not ask for": `
    SELECT review.id FROM gate_reviews AS review JOIN review_runs AS run ON run.id = review.review_run_id
    LEFT JOIN review_run_gates AS gate ON gate.review_run_id = run.id AND gate.gate_id = review.gate_id
    WHERE gate.gate_sha IS NOT review.gate_sha OR run.note_path <> review.note_path
      OR run.reviewed_note_sha <> review.reviewed_note_sha`,
  "two reviews of one gate in one run": `
    SELECT review_run_id FROM gate_reviews GROUP BY review_run_id, gate_id HAVING count(*) > 1`,
  "a run whose end does not fit its status": `
    SELECT id FROM review_runs WHERE status NOT IN ('running', 'completed', 'failed')
      OR (status = 'running') <> (completed_at IS NULL) OR (status = 'failed') <> (failure_reason IS NOT NULL)`,
  "a withdrawal of what was not accepted, or one that does not say why": `
    SELECT id FROM (
      SELECT id, acceptance_kind AS kind, remark, lag(acceptance_kind) OVER (
        PARTITION BY model_id, note_path, gate_id, accepted_note_sha, accepted_gate_sha ORDER BY id) AS before
      FROM acceptance_events) AS event
    WHERE kind = 'withdrawn' AND (before IS NULL OR before = 'withdrawn' OR remark IS NULL)`,
  "a quote that does not stand in the note of its review": `
    SELECT finding_id FROM finding_quotes WHERE NOT EXISTS (
      SELECT 1 FROM findings AS finding JOIN gate_reviews AS review ON review.id = finding.gate_review_id
      JOIN snapshots AS note ON note.sha = review.reviewed_note_sha
      WHERE finding.id = finding_id AND instr(note.text, prefix || exact || suffix) > 0)`,
  "a finding that the result of its review hides": `
    SELECT finding.id FROM findings AS finding LEFT JOIN gate_reviews AS review ON review.id = finding.gate_review_id
    WHERE review.decision IS NOT 'fail' AND (review.decision IS NOT 'warn' OR finding.severity <> 'warn')`,
  "a review that is attested and not of the lock, or is accepted as another kind": `
    SELECT review.id FROM gate_reviews AS review JOIN review_runs AS run ON run.id = review.review_run_id
    LEFT JOIN acceptance_events AS event ON event.accepted_review_id = review.id
      AND event.acceptance_kind IN ('attested', 'full-review')
    WHERE review.review_kind = 'attested' AND run.runner <> 'lock'
      OR (review.review_kind = 'attested') <> (event.acceptance_kind = 'attested')`,
  "a sample that more pairs rest on than it was drawn from": `
    SELECT id FROM samples WHERE population <
      (SELECT count(*) FROM sample_reviews WHERE sample_id = id) + (SELECT count(*) FROM sampled_acceptances WHERE sample_id = id)`,
  "a text that is not kept": `
    SELECT sha FROM (SELECT reviewed_note_sha AS sha FROM review_runs UNION SELECT gate_sha FROM review_run_gates) AS named
    WHERE sha NOT IN (SELECT sha FROM snapshots)`,
};

/** The bad states in an open database, described; empty if there is none. @param {import("better-sqlite3").Database} database */
function findBadStates(database) {
  return Object.entries(BAD_STATES).flatMap(([state, sql]) => {
    const rows = database.prepare(sql).raw().all();
    return rows.length === 0 ? [] : [`${state}: ${JSON.stringify(rows)}`];
  });
}

/** Throws unless `checkFile` and the program's own rules are content. @param {string} path */
export async function checkLedger(path) {
  if (!checkFile(path)) return;
  const report = await withLedger(path, verifyLedger);
  const broken = report.filter(({ violations }) => violations > 0);
  if (broken.length > 0) throw new Error(`verifyLedger: ${JSON.stringify(broken)}`);
}

/**
 * Throws unless the file is a sound ledger in a good state, or none yet: nothing is there, or an empty file. Says
 * whether it is a ledger.
 * @param {string} path
 */
export function checkFile(path) {
  if (!existsSync(path) || (statSync(path).size === 0 && !existsSync(`${path}-wal`))) return false;
  const database = new Database(path);
  try {
    const problems = JSON.stringify(database.pragma("integrity_check"));
    const dangling = /** @type {unknown[]} */ (database.pragma("foreign_key_check"));
    if (problems !== '[{"integrity_check":"ok"}]') throw new Error(`the file is damaged: ${problems}`);
    if (dangling.length > 0) throw new Error(`a reference leads nowhere: ${JSON.stringify(dangling)}`);
    // A file that was only just created has no tables yet.
    if (database.prepare("SELECT count(*) FROM sqlite_schema").pluck().get() === 0) return false;
    const bad = findBadStates(database);
    if (bad.length > 0) throw new Error(bad.join("; "));
    return true;
  } finally {
    database.close();
  }
}

/** What is recorded. Ledgers of earlier versions have not all of these. */
const TABLES = [
  ...["snapshots", "review_runs", "review_run_gates", "gates_without_quotes", "gate_reviews", "findings"],
  ...["finding_quotes", "acceptance_events", "waivers", "opinions", "gate_quarantines", "samples"],
  ...["sample_reviews", "sampled_acceptances", "imported_rows"],
];

/** Every row of a ledger, by table; no tables if there is no ledger. @param {string} path */
export function rowsOf(path) {
  /** @type {Record<string, Record<string, unknown>[]>} */
  const rows = {};
  if (!existsSync(path)) return rows;
  const database = new Database(path);
  try {
    const there = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
    for (const table of TABLES.filter((name) => there.includes(name))) {
      rows[table] = /** @type {Record<string, unknown>[]} */ (
        database.prepare(`SELECT * FROM ${table}`).all()
      );
    }
    return rows;
  } finally {
    database.close();
  }
}

/** What a query finds. @param {string} path @param {string} sql @param {...(string | number)} values */
export function query(path, sql, ...values) {
  const database = new Database(path, { fileMustExist: true });
  try {
    return /** @type {Record<string, any>[]} */ (database.prepare(sql).all(...values));
  } finally {
    database.close();
  }
}
