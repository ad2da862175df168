import { findingInvariants } from "./finding-invariants.ts";
import { broken, type Dialect, type Invariant } from "./invariant.ts";
import { opinionInvariants } from "./opinion-invariants.ts";
import { quarantineInvariants } from "./quarantine-invariants.ts";
import { sampleInvariants } from "./sample-invariants.ts";
import { waiverInvariants } from "./waiver-invariants.ts";

const COVERED = `EXISTS (SELECT 1 FROM review_run_gates WHERE review_run_id = run.id) AND NOT EXISTS (
  SELECT 1 FROM review_run_gates AS gate
  LEFT JOIN gate_reviews AS review ON review.review_run_id = gate.review_run_id AND review.gate_id = gate.gate_id
  WHERE gate.review_run_id = run.id AND (review.id IS NULL OR review.decision NOT IN ('pass', 'warn', 'fail')))`;

/** The rules of the ledger, each on its own: whichever way a row came in, none of them may be broken. */
export const invariants = (dialect: Dialect): readonly Invariant[] => [
  {
    name: "a run is running, completed or failed",
    sql: broken("review_runs", "status IN ('running', 'completed', 'failed')"),
  },
  {
    name: "a run has an end exactly when it is not running",
    sql: broken("review_runs", "(status = 'running') = (completed_at IS NULL)"),
  },
  {
    name: "a run has a failure reason exactly when it failed",
    sql: broken(
      "review_runs",
      `(status = 'failed') = (failure_reason IS NOT NULL) AND (failure_reason IS NULL OR ${dialect.saysSomething("failure_reason")})`,
    ),
  },
  {
    name: "a completed run has a review with pass, warn or fail for every gate it was asked for",
    sql: broken("review_runs AS run", `run.status <> 'completed' OR (${COVERED})`),
  },
  {
    name: "a run has one review per gate at most",
    sql: `SELECT count(*) FROM (SELECT 1 FROM gate_reviews GROUP BY review_run_id, gate_id HAVING count(*) > 1) AS twice`,
  },
  {
    name: "a review is of a gate that its run asked for, in the captured version",
    sql: broken(
      "gate_reviews AS review",
      `EXISTS (SELECT 1 FROM review_run_gates AS gate WHERE gate.review_run_id = review.review_run_id
        AND gate.gate_id = review.gate_id AND gate.gate_sha = review.gate_sha)`,
    ),
  },
  {
    name: "a review has the note, note version and partition of its run",
    sql: broken(
      "gate_reviews AS review",
      `EXISTS (SELECT 1 FROM review_runs AS run WHERE run.id = review.review_run_id
        AND run.note_path = review.note_path AND run.reviewed_note_sha = review.reviewed_note_sha
        AND run.model_id = review.model_id)`,
    ),
  },
  {
    name: "a review has a decision and a text; unknown only where it was imported",
    sql: broken(
      "gate_reviews",
      `decision IN ('pass', 'warn', 'fail', 'error', 'unknown') AND review_kind IN ('full-review', 'manual-import', 'attested')
       AND (decision <> 'unknown' OR review_kind = 'manual-import') AND ${dialect.saysSomething("rationale_markdown")}`,
    ),
  },
  {
    name: "a completed run has an acceptance event for each of its full or attested reviews, and no other run has one",
    sql: broken(
      `(SELECT run.status, (SELECT count(*) FROM acceptance_events AS event
          WHERE event.accepted_review_id = review.id AND event.acceptance_kind = review.review_kind) AS accepted
        FROM gate_reviews AS review JOIN review_runs AS run ON run.id = review.review_run_id
        WHERE review.review_kind IN ('full-review', 'attested')) AS review`,
      "accepted = CASE WHEN status = 'completed' THEN 1 ELSE 0 END",
    ),
  },
  {
    name: "a full-review or attested acceptance names the versions that its review judged",
    sql: broken(
      "acceptance_events AS event",
      `event.acceptance_kind NOT IN ('full-review', 'attested') OR EXISTS (SELECT 1 FROM gate_reviews AS review
        WHERE review.id = event.accepted_review_id AND review.note_path = event.note_path
          AND review.gate_id = event.gate_id AND review.reviewed_note_sha = event.accepted_note_sha
          AND review.gate_sha = event.accepted_gate_sha)`,
    ),
  },
  {
    name: "what is attested comes from the runner lock, and no other review is in its run or accepted as such",
    sql: `SELECT (${broken(
      "gate_reviews AS review",
      `review.review_kind <> 'attested' OR EXISTS (SELECT 1 FROM review_runs AS run
        WHERE run.id = review.review_run_id AND run.runner = 'lock') AND NOT EXISTS (SELECT 1 FROM gate_reviews AS other
        WHERE other.review_run_id = review.review_run_id AND other.review_kind <> 'attested')`,
    )}) + (${broken(
      "acceptance_events AS event",
      `event.acceptance_kind NOT IN ('full-review', 'attested') OR (event.acceptance_kind = 'attested') =
        (SELECT review.review_kind = 'attested' FROM gate_reviews AS review WHERE review.id = event.accepted_review_id)`,
    )})`,
  },
  {
    name: "an acceptance rests on a pass, warn or fail of a completed run, unless it was imported",
    sql: broken(
      "acceptance_events AS event",
      `event.acceptance_kind = 'migration-import' OR EXISTS (
        SELECT 1 FROM gate_reviews AS review JOIN review_runs AS run ON run.id = review.review_run_id
        WHERE review.id = event.accepted_review_id AND run.status = 'completed'
          AND review.decision IN ('pass', 'warn', 'fail'))`,
    ),
  },
  {
    name: "an acceptance has the partition of its review",
    sql: broken(
      "acceptance_events AS event",
      `event.accepted_review_id IS NULL OR event.model_id =
        (SELECT review.model_id FROM gate_reviews AS review WHERE review.id = event.accepted_review_id)`,
    ),
  },
  {
    name: "an acceptance is of a known kind; an override, and nothing else, has a decision, and a remark",
    sql: broken(
      "acceptance_events",
      `acceptance_kind IN
        ('full-review', 'trivial-change-ack', 'gate-migration', 'manual-override', 'migration-import', 'manual-ack', 'withdrawn',
         'attested')
       AND (acceptance_kind = 'manual-override') = (override_decision IS NOT NULL)
       AND (override_decision IS NULL OR override_decision IN ('pass', 'warn', 'fail'))
       AND (acceptance_kind <> 'manual-override' OR ${dialect.saysSomething("remark")})`,
    ),
  },
  {
    name: "what is taken back was accepted in this version, and the withdrawal says why",
    sql: broken(
      "acceptance_events AS event",
      `event.acceptance_kind <> 'withdrawn' OR (${dialect.saysSomething("event.remark")} AND 'withdrawn' <> (
        SELECT other.acceptance_kind FROM acceptance_events AS other
        WHERE other.model_id = event.model_id AND other.note_path = event.note_path AND other.gate_id = event.gate_id
          AND other.accepted_note_sha = event.accepted_note_sha AND other.accepted_gate_sha = event.accepted_gate_sha
          AND other.id < event.id
        ORDER BY other.id DESC LIMIT 1))`,
    ),
  },
  {
    name: "the texts of every run's note and gates are kept",
    sql: broken(
      `(SELECT reviewed_note_sha AS sha FROM review_runs UNION ALL SELECT gate_sha FROM review_run_gates) AS named`,
      "sha IN (SELECT snapshots.sha FROM snapshots)",
    ),
  },
  {
    name: "an acceptance names versions by SHA-256",
    sql: broken(
      "acceptance_events",
      `${dialect.isHex("accepted_note_sha", 64)} AND ${dialect.isHex("accepted_gate_sha", 64)}`,
    ),
  },
  {
    name: "a partition is lower-case letters, digits, _ and -",
    sql: broken(
      "(SELECT model_id FROM review_runs UNION ALL SELECT model_id FROM acceptance_events) AS named",
      dialect.isPartition("model_id"),
    ),
  },
  {
    name: "every time is UTC, ISO 8601 with milliseconds",
    sql: broken(
      `(SELECT started_at AS at FROM review_runs
        UNION ALL SELECT completed_at FROM review_runs WHERE completed_at IS NOT NULL
        UNION ALL SELECT reviewed_at FROM gate_reviews
        UNION ALL SELECT accepted_at FROM acceptance_events
        UNION ALL SELECT decided_at FROM waivers
        UNION ALL SELECT decided_at FROM gate_quarantines
        UNION ALL SELECT taken_at FROM samples
        UNION ALL SELECT said_at FROM opinions) AS told`,
      dialect.isTime("at"),
    ),
  },
  {
    name: "telemetry is a JSON object, and evidence is JSON",
    sql: `SELECT (${broken("review_runs", `telemetry_json IS NULL OR (${dialect.isObject("telemetry_json")})`)})
      + (${broken("gate_reviews", `evidence_json IS NULL OR ${dialect.isJson("evidence_json")}`)})`,
  },
  {
    name: "a run that was rekeyed keeps the partition it was asked for under",
    sql: broken(
      "review_runs",
      `CASE WHEN ${dialect.isObject("telemetry_json")} THEN (${dialect.isTrue("telemetry_json", "rekeyed")}) IS NOT TRUE
        OR ${dialect.isThere("telemetry_json", "requestedModelId")} ELSE TRUE END`,
    ),
  },
  ...findingInvariants(dialect),
  ...waiverInvariants(dialect),
  ...quarantineInvariants(dialect),
  ...sampleInvariants(dialect),
  ...opinionInvariants(dialect),
];
