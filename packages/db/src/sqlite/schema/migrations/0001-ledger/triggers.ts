/** A trigger that refuses a statement, mostly where something is so. */
export const refuse = (name: string, on: string, when: string, why: string) => `
CREATE TRIGGER ${name} BEFORE ${on} ${when === "" ? "" : `WHEN ${when} `}BEGIN
  SELECT raise(ABORT, '${why}');
END;
`;

const runIsNotRunning = (row: "NEW" | "OLD") =>
  `(SELECT status FROM review_runs WHERE id = ${row}.review_run_id) IS NOT 'running'`;

// The foreign keys say the same as some triggers. But a plain SQLite shell has them off, and these hold there.
const hasNoSnapshot = (sha: string) => `NOT EXISTS (SELECT 1 FROM snapshots WHERE sha = ${sha})`;
const doesNotFitItsRun = `NOT EXISTS (
       SELECT 1 FROM review_runs AS run JOIN review_run_gates AS gate ON gate.review_run_id = run.id
       WHERE run.id = NEW.review_run_id AND run.model_id = NEW.model_id AND run.note_path = NEW.note_path
         AND run.reviewed_note_sha = NEW.reviewed_note_sha
         AND gate.gate_id = NEW.gate_id AND gate.gate_sha = NEW.gate_sha)`;
const fits = "a gate review names the partition, note and gate version of its run";

/** What only a trigger can refuse: moves between states, and the keys once more for those who switched them off. */
export const triggers = [
  refuse(
    "run_starts_running",
    "INSERT ON review_runs",
    "NEW.status IS NOT 'running'",
    "a run starts with status running",
  ),
  refuse(
    "run_is_not_replaced",
    "INSERT ON review_runs",
    "EXISTS (SELECT 1 FROM review_runs WHERE id = NEW.id)",
    "a run keeps its id",
  ),
  refuse(
    "run_keeps_its_note",
    "INSERT ON review_runs",
    hasNoSnapshot("NEW.reviewed_note_sha"),
    "a run names a note whose text is in snapshots",
  ),
  refuse("run_is_kept", "DELETE ON review_runs", "", "runs are never deleted"),
  refuse(
    "run_identity_is_fixed",
    "UPDATE ON review_runs",
    `NEW.id <> OLD.id OR NEW.note_path <> OLD.note_path OR NEW.runner <> OLD.runner
     OR NEW.reviewed_note_sha <> OLD.reviewed_note_sha OR NEW.started_at <> OLD.started_at`,
    "id, note, runner and start of a run never change",
  ),
  refuse(
    "run_ends_once",
    "UPDATE ON review_runs",
    `OLD.status <> 'running' AND (NEW.status IS NOT OLD.status OR NEW.model_id IS NOT OLD.model_id
     OR NEW.completed_at IS NOT OLD.completed_at OR NEW.failure_reason IS NOT OLD.failure_reason)`,
    "a run that has ended keeps its status, end, reason and model",
  ),
  refuse(
    "run_completes_with_coverage",
    "UPDATE OF status ON review_runs",
    `NEW.status = 'completed' AND OLD.status = 'running' AND (
       NOT EXISTS (SELECT 1 FROM review_run_gates WHERE review_run_id = NEW.id)
       OR EXISTS (
         SELECT 1 FROM review_run_gates AS gate
         LEFT JOIN gate_reviews AS review ON review.review_run_id = gate.review_run_id AND review.gate_id = gate.gate_id
         WHERE gate.review_run_id = NEW.id AND (review.id IS NULL OR review.decision NOT IN ('pass', 'warn', 'fail'))))`,
    "a run completes only when every requested gate is reviewed with pass, warn or fail",
  ),
  refuse(
    "run_gate_set_while_running",
    "INSERT ON review_run_gates",
    `${runIsNotRunning("NEW")}
     OR EXISTS (SELECT 1 FROM gate_reviews WHERE review_run_id = NEW.review_run_id)
     OR EXISTS (SELECT 1 FROM review_run_gates AS other WHERE other.review_run_id = NEW.review_run_id
       AND (other.gate_id = NEW.gate_id OR other.ordinal = NEW.ordinal))`,
    "the requested gates are captured when the run starts",
  ),
  refuse(
    "run_gate_keeps_its_text",
    "INSERT ON review_run_gates",
    hasNoSnapshot("NEW.gate_sha"),
    "a run names gates whose texts are in snapshots",
  ),
  refuse("run_gate_is_fixed", "UPDATE ON review_run_gates", "", "the requested gates of a run never change"),
  refuse("run_gate_is_kept", "DELETE ON review_run_gates", "", "the requested gates of a run never change"),
  ...(["INSERT", "UPDATE", "DELETE"] as const).map((verb) =>
    refuse(
      `gate_review_${verb.toLowerCase()}_while_running`,
      `${verb} ON gate_reviews`,
      verb === "UPDATE"
        ? `${runIsNotRunning("OLD")} OR ${runIsNotRunning("NEW")}`
        : runIsNotRunning(verb === "INSERT" ? "NEW" : "OLD"),
      "gate reviews change only while their run is running",
    ),
  ),
  refuse(
    "gate_review_is_not_replaced",
    "INSERT ON gate_reviews",
    "EXISTS (SELECT 1 FROM gate_reviews WHERE id = NEW.id)",
    "a gate review keeps its id",
  ),
  refuse(
    "gate_review_identity_is_fixed",
    "UPDATE ON gate_reviews",
    "NEW.id <> OLD.id OR NEW.review_run_id <> OLD.review_run_id OR NEW.gate_id <> OLD.gate_id",
    "id, run and gate of a gate review never change",
  ),
  refuse("gate_review_fits_its_run", "INSERT ON gate_reviews", doesNotFitItsRun, fits),
  refuse("gate_review_keeps_fitting_its_run", "UPDATE ON gate_reviews", doesNotFitItsRun, fits),
  `
CREATE TRIGGER run_partition_is_one AFTER UPDATE OF model_id ON review_runs
WHEN EXISTS (SELECT 1 FROM gate_reviews WHERE review_run_id = NEW.id AND model_id <> NEW.model_id) BEGIN
  SELECT raise(ABORT, 'a rekey needs foreign_keys to be on');
END;
`,
  refuse(
    "acceptance_is_not_replaced",
    "INSERT ON acceptance_events",
    "EXISTS (SELECT 1 FROM acceptance_events WHERE id = NEW.id)",
    "an acceptance event keeps its id",
  ),
  refuse(
    "acceptance_by_full_review_once",
    "INSERT ON acceptance_events",
    `NEW.acceptance_kind = 'full-review' AND EXISTS (SELECT 1 FROM acceptance_events AS other
       WHERE other.accepted_review_id = NEW.accepted_review_id AND other.acceptance_kind = 'full-review')`,
    "a review is accepted by full review once",
  ),
  refuse(
    "acceptance_rests_on_its_review",
    "INSERT ON acceptance_events",
    `NEW.accepted_review_id IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM gate_reviews AS review JOIN review_runs AS run ON run.id = review.review_run_id
       WHERE review.id = NEW.accepted_review_id AND review.model_id = NEW.model_id AND run.status <> 'running')`,
    "an acceptance names a review of its own partition whose run has ended",
  ),
  refuse(
    "acceptance_needs_completed_run",
    "INSERT ON acceptance_events",
    `NEW.acceptance_kind <> 'migration-import' AND NOT EXISTS (
       SELECT 1 FROM gate_reviews AS review JOIN review_runs AS run ON run.id = review.review_run_id
       WHERE review.id = NEW.accepted_review_id AND run.status = 'completed'
         AND review.decision IN ('pass', 'warn', 'fail'))`,
    "an acceptance needs a review with pass, warn or fail in a completed run",
  ),
  // A renamed note or gate keeps its evidence: the event that carries it over shares the other half of the pair and
  // the versions with an earlier one, and later events of the pair build on it.
  refuse(
    "acceptance_builds_on_its_pair",
    "INSERT ON acceptance_events",
    `NEW.acceptance_kind <> 'migration-import' AND NOT EXISTS (
       SELECT 1 FROM gate_reviews AS review WHERE review.id = NEW.accepted_review_id
         AND review.note_path = NEW.note_path AND review.gate_id = NEW.gate_id)
     AND NOT EXISTS (
       SELECT 1 FROM acceptance_events AS earlier WHERE earlier.accepted_review_id = NEW.accepted_review_id
         AND (earlier.note_path = NEW.note_path AND earlier.gate_id = NEW.gate_id
           OR earlier.accepted_note_sha = NEW.accepted_note_sha AND earlier.accepted_gate_sha = NEW.accepted_gate_sha
             AND (NEW.acceptance_kind = 'trivial-change-ack' AND earlier.gate_id = NEW.gate_id
               OR NEW.acceptance_kind = 'gate-migration' AND earlier.note_path = NEW.note_path)))`,
    "an acceptance builds on a review of its pair, or carries an unchanged pair over to a new name",
  ),
  refuse(
    "full_review_names_what_was_judged",
    "INSERT ON acceptance_events",
    `NEW.acceptance_kind = 'full-review' AND NOT EXISTS (
       SELECT 1 FROM gate_reviews AS review WHERE review.id = NEW.accepted_review_id
         AND review.note_path = NEW.note_path AND review.gate_id = NEW.gate_id
         AND review.reviewed_note_sha = NEW.accepted_note_sha AND review.gate_sha = NEW.accepted_gate_sha)`,
    "a full-review acceptance names the pair and the shas that its review judged",
  ),
  refuse("acceptance_is_fixed", "UPDATE ON acceptance_events", "", "acceptance events are append-only"),
  refuse("acceptance_is_kept", "DELETE ON acceptance_events", "", "acceptance events are append-only"),
  `
CREATE TRIGGER snapshot_is_not_replaced BEFORE INSERT ON snapshots
WHEN EXISTS (SELECT 1 FROM snapshots WHERE sha = NEW.sha) BEGIN
  SELECT raise(IGNORE);
END;
`,
  refuse("snapshot_is_fixed", "UPDATE ON snapshots", "", "snapshots are never changed"),
  refuse("snapshot_is_kept", "DELETE ON snapshots", "", "snapshots are never changed"),
].join("");
