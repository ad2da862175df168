// What is in the ledgers that raw SQL attacks, and what of it may never change. Plain SQL, as both engines understand it.
import { UNUSED } from "./hostile-values.mjs";

/**
 * What raw SQL can do all the same, so that it is not looked for: SQLite has no SHA-256 and counts no UTF-16 units, and a sample comes
 * before what it is of, and telemetry is free JSON. That a quote stands in its note at all, and that no more rests on a sample than
 * may, is looked for as a bad state.
 */
export const NOT_REFUSED = [
  "a snapshot's sha is the SHA-256 of its text",
  "a run that was rekeyed keeps the partition it was asked for under",
  "a sample has a seed, and holds for the pairs that it was drawn from, and no more",
  "a quote belongs to a finding, and its words stand in the reviewed note where it says",
];

/**
 * Everything that stays as it is from the moment it is there: a name, and a value.
 * @param {{ row: (columns: string) => string, list: (each: string) => string, place: string }} engine how it makes a text of a row and
 *   of many, and what it calls the place of a row
 */
export const whatNeverChanges = ({ row, list, place }) => `
  SELECT 'snapshot ' || sha, text FROM snapshots
  UNION ALL SELECT 'run ' || id, ${row("note_path, runner, reviewed_note_sha, started_at")} FROM review_runs
  UNION ALL SELECT 'end of run ' || id, ${row("status, completed_at, failure_reason, model_id")}
    FROM review_runs WHERE status <> 'running'
  UNION ALL SELECT 'gate ' || gate_id || ' of run ' || review_run_id, ${row("gate_sha, ordinal")} FROM review_run_gates
  UNION ALL SELECT 'review ' || review.id || ' of a run that has ended', ${row(`review_run_id, review.note_path,
      gate_id, review.model_id, decision, rationale_markdown, evidence_json, gate_sha, reviewed_at, review_kind`)}
    FROM gate_reviews AS review JOIN review_runs AS run ON run.id = review_run_id WHERE run.status <> 'running'
  UNION ALL SELECT 'acceptance ' || id, ${row(`note_path, gate_id, model_id, accepted_review_id, accepted_note_sha,
      accepted_gate_sha, accepted_at, acceptance_kind, override_decision, remark`)} FROM acceptance_events
  UNION ALL SELECT 'finding ' || finding.id || ' of a run that has ended', ${row(`gate_review_id, ordinal, severity,
      message, suggestion, key, continues_finding_id`)}
    FROM findings AS finding JOIN gate_reviews AS review ON review.id = gate_review_id
    JOIN review_runs AS run ON run.id = review_run_id WHERE run.status <> 'running'
  UNION ALL SELECT 'quote ' || quote.ordinal || ' of finding ' || finding_id || ' of a run that has ended', ${row(`exact,
      prefix, suffix, start_offset, end_offset, start_line, start_column, end_line, end_column`)}
    FROM finding_quotes AS quote JOIN findings AS finding ON finding.id = finding_id
    JOIN gate_reviews AS review ON review.id = gate_review_id
    JOIN review_runs AS run ON run.id = review_run_id WHERE run.status <> 'running'
  UNION ALL SELECT 'findings of review ' || review.id || ' of a run that has ended',
      (SELECT ${list(row("finding.id, (SELECT count(*) FROM finding_quotes WHERE finding_id = finding.id)"))}
       FROM findings AS finding WHERE gate_review_id = review.id)
    FROM gate_reviews AS review JOIN review_runs AS run ON run.id = review_run_id WHERE run.status <> 'running'
  UNION ALL SELECT 'gate ' || gate_id || ' of run ' || review_run_id || ' without quotes', 'so' FROM gates_without_quotes
  UNION ALL SELECT 'gates without quotes of run ' || run.id || ', which has ended',
      (SELECT ${list("gate_id")} FROM gates_without_quotes WHERE review_run_id = run.id)
    FROM review_runs AS run WHERE run.status <> 'running'
  UNION ALL SELECT 'waiver ' || id, ${row("key, kind, severity, reason, author, until_date, decided_at")} FROM waivers
  UNION ALL SELECT 'quarantine ' || id, ${row("gate_id, gate_sha, model_id, kind, reason, evidence_json, decided_at")}
    FROM gate_quarantines
  UNION ALL SELECT 'opinion ' || id, ${row("finding_id, kind, model_id, runner, reason, telemetry_json, said_at")} FROM opinions
  UNION ALL SELECT 'sample ' || id, ${row("gate_id, gate_sha, model_id, seed, population, flips_at_most, confidence, taken_at")}
    FROM samples
  UNION ALL SELECT 'samples before sample ' || id,
      CAST((SELECT count(*) FROM samples AS earlier WHERE earlier.id < sample.id) AS TEXT) FROM samples AS sample
  UNION ALL SELECT 'review ' || acceptance_event_id || ' of sample ' || sample_id, 'so' FROM sample_reviews
  UNION ALL SELECT 'what acceptance ' || acceptance_event_id || ' rests on', CAST(sample_id AS TEXT) FROM sampled_acceptances
  UNION ALL SELECT 'reviews of sample ' || id || ', on which something rests',
      (SELECT ${list("acceptance_event_id")} FROM sample_reviews WHERE sample_id = id)
    FROM samples WHERE id IN (SELECT sample_id FROM sampled_acceptances)
  UNION ALL SELECT 'imported row ' || CAST(${place} AS TEXT), ${row("row_sha, old_row, review_run_id, acceptance_event_id")} FROM imported_rows`;

/** Run 3 is completed without being accepted, as it may be in a ledger of an earlier version. */
export const UNACCEPTED =
  "UPDATE review_runs SET status = 'completed', completed_at = started_at WHERE id = 3";

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
    JOIN gate_reviews AS review ON review.id = finding.gate_review_id WHERE review_run_id = 5 LIMIT 1;
  INSERT INTO samples (gate_id, gate_sha, model_id, seed, population, flips_at_most, confidence, taken_at)
    SELECT gate_id, accepted_gate_sha, model_id, 'x', 2, 1, 0.95, accepted_at FROM acceptance_events
    WHERE acceptance_kind = 'full-review' LIMIT 1;
  INSERT INTO sample_reviews SELECT 1, id FROM acceptance_events WHERE acceptance_kind = 'full-review' LIMIT 1;
  INSERT INTO acceptance_events (note_path, gate_id, model_id, accepted_review_id, accepted_note_sha, accepted_gate_sha, accepted_at,
      acceptance_kind)
    SELECT note_path, gate_id, model_id, accepted_review_id, accepted_note_sha, accepted_gate_sha, accepted_at, 'gate-migration'
    FROM acceptance_events CROSS JOIN (SELECT 1 UNION ALL SELECT 2) AS twice WHERE acceptance_kind = 'full-review' AND id = 1;
  INSERT INTO sampled_acceptances SELECT max(id), 1 FROM acceptance_events;`;

/** What is added to a ledger of `everyState`, while nothing sees to it that runs are accepted. */
export const ADDED = `${UNACCEPTED};
  DELETE FROM finding_quotes WHERE finding_id IN (SELECT finding.id FROM findings AS finding
    JOIN gate_reviews AS review ON review.id = gate_review_id WHERE review_run_id = 9);
  ${OF_THE_LOCK}
  ${DECIDED}
  INSERT INTO imported_rows SELECT sha, 'old', 5, NULL FROM snapshots LIMIT 1;
  INSERT INTO snapshots (sha, text) VALUES (${UNUSED.sha}, ${UNUSED.text});`;

/**
 * What is bad now and was not before: bad states by their rows, and rules by how many rows break them.
 * @param {{ states: ReadonlyMap<string, readonly string[]>, rules: ReadonlyMap<string, number> }} before what is bad there
 * @param {typeof before} now
 */
export function becameBad(before, now) {
  return [
    ...[...now.states].flatMap(([state, rows]) => {
      const added = rows.filter((row) => !before.states.get(state)?.includes(row));
      return added.length === 0 ? [] : [`${state}: ${added}`];
    }),
    ...[...now.rules].flatMap(([rule, rows]) =>
      rows > (before.rules.get(rule) ?? 0) ? [`not so: ${rule}`] : [],
    ),
  ];
}

/** @param {ReadonlyMap<string, unknown>} before @param {ReadonlyMap<string, unknown>} now of `whatNeverChanges` */
export const changedOf = (before, now) =>
  [...before].flatMap(([name, value]) => (now.get(name) === value ? [] : [`${name} changed`]));
