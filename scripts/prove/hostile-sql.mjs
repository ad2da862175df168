// A hostile caller with a plain SQLite shell: random inserts, updates and deletes on every table, with foreign keys
// on or off. After each statement that is not refused no bad state is there, and what never changes is as it was.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { isSqliteError } from "../../packages/db/dist/sqlite/driver/sqlite-errors.js";
import { INVARIANTS } from "../../packages/db/dist/sqlite/integrity/sqlite-invariants.js";
import { findBadStates } from "./check-ledger.mjs";
import { everyState } from "./every-state.mjs";
import { statements } from "./random-statements.mjs";
import { withLedger } from "./review.mjs";
import { runAsProgram } from "./run-as-program.mjs";

/**
 * What raw SQL can do all the same, so that it is not looked for: SQLite has no SHA-256 and counts no UTF-16 units, a run may
 * be completed without its acceptance events being appended, a sample comes before what it is of, and telemetry is free JSON.
 * That a quote stands in its note at all is looked for below, and that no more rests on a sample than may.
 */
const NOT_REFUSED = [
  "a completed run without exactly one acceptance of its own for a requested gate",
  "a snapshot's sha is the SHA-256 of its text",
  "a completed run has an acceptance event for each of its full or attested reviews, and no other run has one",
  "a run that was rekeyed keeps the partition it was asked for under",
  "a sample has a seed, and holds for the pairs that it was drawn from, and no more",
  "a quote belongs to a finding, and its words stand in the reviewed note where it says",
];

/** The schema cannot change here, and is dear to compare. */
const rules = INVARIANTS.filter(
  ({ name, sql }) => !NOT_REFUSED.includes(name) && !sql.includes("expected_schema"),
);

/** Everything that stays as it is from the moment it is there: a name, and a value. */
const FIXED = `
  SELECT 'snapshot ' || sha, text FROM snapshots
  UNION ALL SELECT 'run ' || id, json_array(note_path, runner, reviewed_note_sha, started_at) FROM review_runs
  UNION ALL SELECT 'end of run ' || id, json_array(status, completed_at, failure_reason, model_id)
    FROM review_runs WHERE status <> 'running'
  UNION ALL SELECT 'gate ' || gate_id || ' of run ' || review_run_id, json_array(gate_sha, ordinal) FROM review_run_gates
  UNION ALL SELECT 'review ' || review.id || ' of a run that has ended', json_array(review_run_id, review.note_path,
      gate_id, review.model_id, decision, rationale_markdown, evidence_json, gate_sha, reviewed_at, review_kind)
    FROM gate_reviews AS review JOIN review_runs AS run ON run.id = review_run_id WHERE run.status <> 'running'
  UNION ALL SELECT 'acceptance ' || id, json_array(note_path, gate_id, model_id, accepted_review_id, accepted_note_sha,
      accepted_gate_sha, accepted_at, acceptance_kind, override_decision, remark) FROM acceptance_events
  UNION ALL SELECT 'finding ' || finding.id || ' of a run that has ended', json_array(gate_review_id, ordinal, severity,
      message, suggestion, key, continues_finding_id)
    FROM findings AS finding JOIN gate_reviews AS review ON review.id = gate_review_id
    JOIN review_runs AS run ON run.id = review_run_id WHERE run.status <> 'running'
  UNION ALL SELECT 'quote ' || quote.ordinal || ' of finding ' || finding_id || ' of a run that has ended', json_array(exact,
      prefix, suffix, start_offset, end_offset, start_line, start_column, end_line, end_column)
    FROM finding_quotes AS quote JOIN findings AS finding ON finding.id = finding_id
    JOIN gate_reviews AS review ON review.id = gate_review_id
    JOIN review_runs AS run ON run.id = review_run_id WHERE run.status <> 'running'
  UNION ALL SELECT 'findings of review ' || review.id || ' of a run that has ended',
      (SELECT json_group_array(json_array(finding.id, (SELECT count(*) FROM finding_quotes WHERE finding_id = finding.id)))
       FROM findings AS finding WHERE gate_review_id = review.id)
    FROM gate_reviews AS review JOIN review_runs AS run ON run.id = review_run_id WHERE run.status <> 'running'
  UNION ALL SELECT 'gate ' || gate_id || ' of run ' || review_run_id || ' without quotes', 1 FROM gates_without_quotes
  UNION ALL SELECT 'waiver ' || id, json_array(key, kind, severity, reason, author, until_date, decided_at) FROM waivers
  UNION ALL SELECT 'quarantine ' || id, json_array(gate_id, gate_sha, model_id, kind, reason, evidence_json, decided_at)
    FROM gate_quarantines
  UNION ALL SELECT 'opinion ' || id, json_array(finding_id, kind, model_id, runner, reason, telemetry_json, said_at) FROM opinions
  UNION ALL SELECT 'sample ' || id, json_array(gate_id, gate_sha, model_id, seed, population, flips_at_most, confidence, taken_at)
    FROM samples
  UNION ALL SELECT 'review ' || acceptance_event_id || ' of sample ' || sample_id, 1 FROM sample_reviews
  UNION ALL SELECT 'what acceptance ' || acceptance_event_id || ' rests on', sample_id FROM sampled_acceptances
  UNION ALL SELECT 'reviews of sample ' || id || ', on which something rests',
      (SELECT json_group_array(acceptance_event_id) FROM sample_reviews WHERE sample_id = id)
    FROM samples WHERE id IN (SELECT sample_id FROM sampled_acceptances)
  UNION ALL SELECT 'imported row ' || rowid, json_array(row_sha, old_row, review_run_id, acceptance_event_id) FROM imported_rows`;

const NAMES_OF_TRIGGERS = "SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name";

/** @type {import("./proof.mjs").Proof} */
export const proof = {
  name: "hostile-sql",
  title: "random SQL by a hostile caller cannot make a bad state or change what never changes",
  notOnServer:
    "its statements are those of SQLite; those of a role that owns nothing are in packages/db/test/postgres (attacks, hostile-sql)",
  jobs: 2,
  async *trials({ size, folder }) {
    const image = await makeLedger(join(folder, "ledger.sqlite"));
    const [times, sequences] = size === "long" ? [20, 500] : [1, 60];
    for (let time = 0; time < times; time += 1) {
      yield {
        name: `${sequences} sequences of up to 40 statements`,
        run: async (context) => {
          const { failed, counterexample, error } = attack(image, sequences, context);
          if (failed) throw new Error(`${fc.stringify(counterexample)}`, { cause: error });
        },
      };
    }
    if (size === "short") return;
    const triggers = /** @type {string[]} */ (new Database(image).prepare(NAMES_OF_TRIGGERS).pluck().all());
    for (const trigger of triggers) yield { name: `without ${trigger}`, run: missTrigger(image, trigger) };
  },
};

/** An attack that found nothing wrong where a trigger is missing would prove nothing. @param {Buffer} image @param {string} trigger */
function missTrigger(image, trigger) {
  return async (/** @type {import("./proof.mjs").TrialContext} */ { random, count }) => {
    const weakened = new Database(image);
    weakened.exec(`DROP TRIGGER ${trigger}`);
    const { error } = attack(weakened.serialize(), 20_000, { random, count: () => undefined });
    if (!(error instanceof Error) || !error.message.includes("was accepted:")) {
      throw new Error("nobody noticed", { cause: error });
    }
    count("triggers whose absence was noticed");
  };
}

/** Two runs as run 3, of the lock: one is completed and not accepted, one is running. */
const OF_THE_LOCK = [1, 2]
  .map(
    (number) => `
  INSERT INTO review_runs (note_path, model_id, runner, reviewed_note_sha, started_at)
    SELECT note_path, model_id, 'lock', reviewed_note_sha, started_at FROM review_runs WHERE id = 3;
  INSERT INTO review_run_gates SELECT (SELECT max(id) FROM review_runs), gate_id, gate_sha, ordinal
    FROM review_run_gates WHERE review_run_id = 3;
  INSERT INTO gate_reviews (review_run_id, note_path, gate_id, model_id, decision, rationale_markdown, gate_sha,
      reviewed_note_sha, reviewed_at, review_kind)
    SELECT run.id, note_path, gate_id, model_id, 'pass', 'so', gate_sha, reviewed_note_sha, started_at, 'attested'
    FROM review_runs AS run JOIN review_run_gates ON review_run_id = run.id WHERE run.id = (SELECT max(id) FROM review_runs);
  ${number === 1 ? "UPDATE review_runs SET status = 'completed', completed_at = started_at WHERE id = (SELECT max(id) FROM review_runs);" : ""}`,
  )
  .join("");

/** What was decided about a gate, a doubt about a finding, and a sample of one review, on which one of two acknowledgements rests. */
const DECIDED = `
  INSERT INTO gate_quarantines (gate_id, gate_sha, model_id, kind, reason, evidence_json, decided_at)
    SELECT review.gate_id, review.gate_sha, review.model_id, 'quarantined', 'so', '{"reviews":[' || review.id || ']}', reviewed_at
    FROM gate_reviews AS review JOIN review_runs AS run ON run.id = review_run_id WHERE run.id = 5 LIMIT 1;
  INSERT INTO opinions (finding_id, kind, model_id, runner, reason, said_at)
    SELECT finding.id, 'disputed', 'm2', 'r', 'so', reviewed_at FROM findings AS finding
    JOIN gate_reviews AS review ON review.id = gate_review_id WHERE review_run_id = 5 LIMIT 1;
  INSERT INTO samples (gate_id, gate_sha, model_id, seed, population, flips_at_most, confidence, taken_at)
    SELECT gate_id, accepted_gate_sha, model_id, 'x', 2, 1, 0.95, accepted_at FROM acceptance_events
    WHERE acceptance_kind = 'full-review' LIMIT 1;
  INSERT INTO sample_reviews SELECT 1, id FROM acceptance_events WHERE acceptance_kind = 'full-review' LIMIT 1;
  INSERT INTO acceptance_events (note_path, gate_id, model_id, accepted_review_id, accepted_note_sha, accepted_gate_sha, accepted_at,
      acceptance_kind)
    SELECT note_path, gate_id, model_id, accepted_review_id, accepted_note_sha, accepted_gate_sha, accepted_at, 'gate-migration'
    FROM acceptance_events CROSS JOIN (SELECT 1 UNION ALL SELECT 2) WHERE acceptance_kind = 'full-review' AND id = 1;
  INSERT INTO sampled_acceptances SELECT max(id), 1 FROM acceptance_events;`;

/** @param {string} path */
async function makeLedger(path) {
  await withLedger(path, everyState);
  const database = new Database(path);
  // Nobody of ours completes a run without accepting it.
  database.exec("UPDATE review_runs SET status = 'completed', completed_at = started_at WHERE id = 3");
  // Nor takes a finding its quotes: run 9 lacks nothing else.
  database.exec(`DELETE FROM finding_quotes WHERE finding_id IN (SELECT finding.id FROM findings AS finding
    JOIN gate_reviews AS review ON review.id = gate_review_id WHERE review_run_id = 9)`);
  database.exec(OF_THE_LOCK);
  database.exec(DECIDED);
  database.exec("INSERT INTO imported_rows SELECT sha, 'old', 5, NULL FROM snapshots LIMIT 1");
  // WAL needs a file.
  database.pragma("journal_mode = DELETE");
  database.close();
  return readFileSync(path);
}

/** @param {Buffer} image @param {number} sequences @param {Pick<import("./proof.mjs").TrialContext, "random" | "count">} context */
function attack(image, sequences, { random, count }) {
  const setting = fc.record({ foreignKeys: fc.boolean(), recursiveTriggers: fc.boolean() });
  const property = fc.property(
    setting,
    fc.array(statements, { maxLength: 40, size: "max" }),
    (pragmas, list) => {
      const database = openHostile(image, pragmas);
      const broken = rules.map(({ name, sql }) => ({
        name,
        violations: database.prepare(`SELECT (${sql})`).pluck(),
      }));
      const fixed = database.prepare(FIXED).raw();
      let before = fixedIn(fixed.all());
      for (const sql of list) {
        const accepted = execute(database, sql);
        count(accepted ? "statements accepted" : "statements refused or without effect");
        if (!accepted) continue;
        const bad = findBadStates(database, NOT_REFUSED);
        bad.push(
          ...broken.filter(({ violations }) => violations.get() !== 0).map(({ name }) => `not so: ${name}`),
        );
        const after = fixedIn(fixed.all());
        bad.push(
          ...[...before]
            .filter(([name, value]) => after.get(name) !== value)
            .map(([name]) => `${name} changed`),
        );
        if (bad.length > 0) throw new Error(`${sql}\nwas accepted: ${bad.join("; ")}`);
        before = after;
      }
      const check = pragmas.foreignKeys ? database.pragma("foreign_key_check") : [];
      const dangling = /** @type {unknown[]} */ (check);
      if (dangling.length > 0) throw new Error(`a reference leads nowhere: ${JSON.stringify(dangling)}`);
      database.close();
    },
  );
  const { failed, counterexample, errorInstance } = fc.check(property, {
    seed: random.below(2 ** 31),
    numRuns: sequences,
  });
  return { failed, counterexample, error: errorInstance };
}

/** @param {unknown[]} rows */
const fixedIn = (rows) => new Map(/** @type {[string, unknown][]} */ (rows));

/** @param {Buffer} image @param {{ foreignKeys: boolean, recursiveTriggers: boolean }} pragmas */
function openHostile(image, { foreignKeys, recursiveTriggers }) {
  const database = new Database(image);
  database.pragma(`foreign_keys = ${foreignKeys ? "ON" : "OFF"}`);
  database.pragma(`recursive_triggers = ${recursiveTriggers ? "ON" : "OFF"}`);
  return database;
}

/** Whether a statement changed anything. @param {import("better-sqlite3").Database} database @param {string} sql */
function execute(database, sql) {
  try {
    return database.prepare(sql).run().changes > 0;
  } catch (error) {
    const isRefusal = /^SQLITE_(?:CONSTRAINT|MISMATCH)|malformed JSON/;
    if (isSqliteError(error) && isRefusal.test(`${error.code} ${error.message}`)) return false;
    throw new Error(`${sql}: ${error}`, { cause: error });
  }
}

await runAsProgram(import.meta, proof);
