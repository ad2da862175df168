import { fixed, oneWriter, require, trigger, triggerFunction } from "./words.ts";

/** A time that lies ahead of the server's clock by more than clocks differ was not told by one. */
export const notAhead = (column: string) =>
  require(`NEW.${column} IS NULL OR left(NEW.${column}, 19) <= to_char((clock_timestamp() AT TIME ZONE 'UTC') + interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS')`, "a time lies more than a day ahead of the clock of the server");

/** That the run is running, and stays so until this transaction ends. */
export const whileRunning = (run: string, message: string) =>
  require(`(SELECT status FROM review.review_runs WHERE id = ${run} FOR SHARE) = 'running'`, message);

const GATES_CAPTURED = "the requested gates are captured when the run starts";

const COVERED = `EXISTS (SELECT 1 FROM review.review_run_gates WHERE review_run_id = NEW.id) AND NOT EXISTS (
    SELECT 1 FROM review.review_run_gates AS gate
    LEFT JOIN review.gate_reviews AS review ON review.review_run_id = gate.review_run_id AND review.gate_id = gate.gate_id
    WHERE gate.review_run_id = NEW.id AND (review.id IS NULL OR review.decision NOT IN ('pass', 'warn', 'fail')))`;

const QUOTED = `NOT EXISTS (
    SELECT 1 FROM review.gate_reviews AS review JOIN review.findings AS finding ON finding.gate_review_id = review.id
    WHERE review.review_run_id = NEW.id
      AND NOT EXISTS (SELECT 1 FROM review.finding_quotes WHERE finding_id = finding.id)
      AND NOT EXISTS (SELECT 1 FROM review.gates_without_quotes AS free
        WHERE free.review_run_id = NEW.id AND free.gate_id = review.gate_id))`;

/** Every review that a completed run was asked for is accepted by itself, but for those of an import. */
const ACCEPTED = `NOT EXISTS (
    SELECT 1 FROM review.gate_reviews AS review
    WHERE review.review_run_id = NEW.id AND review.review_kind IN ('full-review', 'attested')
      AND NOT EXISTS (SELECT 1 FROM review.acceptance_events AS event
        WHERE event.accepted_review_id = review.id AND event.acceptance_kind IN ('full-review', 'attested')))
    OR EXISTS (SELECT 1 FROM review.imported_rows WHERE review_run_id = NEW.id)`;

/** What holds of texts, runs and their gates. */
export const runTriggers = `${triggerFunction(
  "keep_snapshot",
  `
  IF EXISTS (SELECT 1 FROM review.snapshots WHERE sha = NEW.sha) THEN
    RETURN NULL;
  END IF;`,
)}${trigger("keep_snapshot", "BEFORE INSERT", "snapshots")}${oneWriter("snapshots")}${fixed("snapshots", "snapshots are never changed")}${triggerFunction(
  "start_run",
  `
  NEW.id := coalesce(NEW.id, (SELECT coalesce(max(id), 0) + 1 FROM review.review_runs));${require("NEW.status = 'running'", "a run starts with status running")}${notAhead("started_at")}`,
)}${trigger("start_run", "BEFORE INSERT", "review_runs")}${oneWriter("review_runs")}${triggerFunction(
  "change_run",
  `${require(`(NEW.id, NEW.note_path, NEW.runner, NEW.reviewed_note_sha, NEW.started_at)
    IS NOT DISTINCT FROM (OLD.id, OLD.note_path, OLD.runner, OLD.reviewed_note_sha, OLD.started_at)`, "id, note, runner and start of a run never change")}${require(`OLD.status = 'running' OR (NEW.status, NEW.model_id, NEW.completed_at, NEW.failure_reason)
    IS NOT DISTINCT FROM (OLD.status, OLD.model_id, OLD.completed_at, OLD.failure_reason)`, "a run that has ended keeps its status, end, reason and model")}
  IF NEW.status = 'completed' AND OLD.status = 'running' THEN${require(COVERED, "a run completes only when every requested gate is reviewed with pass, warn or fail")}${require(QUOTED, "a run completes only when each finding quotes its note, unless its gate needs no quotes")}
  END IF;${notAhead("completed_at")}`,
)}${trigger("change_run", "BEFORE UPDATE", "review_runs")}${fixed("review_runs", "runs are never deleted", "DELETE")}${triggerFunction(
  "complete_run",
  require(ACCEPTED, "a run completes together with an acceptance of each of its reviews"),
)}CREATE CONSTRAINT TRIGGER complete_run AFTER UPDATE OF status ON review.review_runs DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.status = 'completed' AND OLD.status = 'running') EXECUTE FUNCTION review.complete_run();
${triggerFunction(
  "request_gate",
  `${whileRunning("NEW.review_run_id", GATES_CAPTURED)}${require("NOT EXISTS (SELECT 1 FROM review.gate_reviews WHERE review_run_id = NEW.review_run_id)", GATES_CAPTURED)}`,
)}${trigger("request_gate", "BEFORE INSERT", "review_run_gates")}${fixed("review_run_gates", "the requested gates of a run never change")}${trigger(
  "request_gate",
  "BEFORE INSERT",
  "gates_without_quotes",
)}${fixed("gates_without_quotes", GATES_CAPTURED)}${fixed("imported_rows", "what was imported is never changed")}`;
