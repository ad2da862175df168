import { notAhead, whileRunning } from "./run-triggers.ts";
import { fixed, oneWriter, require, trigger, triggerFunction } from "./words.ts";

const WHILE_RUNNING = "gate reviews change only while their run is running";
const FINDINGS_WHILE_RUNNING = "findings change only while their run is running";
const FINDINGS_FIXED = "findings and their quotes are never changed";

const fitsItsRun = require(`EXISTS (
    SELECT 1 FROM review.review_runs AS run JOIN review.review_run_gates AS gate ON gate.review_run_id = run.id
    WHERE run.id = NEW.review_run_id AND run.model_id = NEW.model_id AND run.note_path = NEW.note_path
      AND run.reviewed_note_sha = NEW.reviewed_note_sha AND gate.gate_id = NEW.gate_id AND gate.gate_sha = NEW.gate_sha)`, "a gate review names the partition, note and gate version of its run");
const ofTheLock = require("(NEW.review_kind = 'attested') = EXISTS (SELECT 1 FROM review.review_runs WHERE id = NEW.review_run_id AND runner = 'lock')", "what the runner lock records, and nothing else, is attested");
const ofImports = require("NEW.review_kind <> 'manual-import' OR review.is_owner()", "only the owner of the ledger imports");

const RUN_OF_FINDING = (review: string) =>
  `(SELECT review_run_id FROM review.gate_reviews WHERE id = ${review})`;
const RUN_OF_QUOTE = (finding: string) => `(SELECT review.review_run_id FROM review.findings AS finding
    JOIN review.gate_reviews AS review ON review.id = finding.gate_review_id WHERE finding.id = ${finding})`;

/** What holds of gate reviews, and of what they found. */
export const reviewTriggers = `${triggerFunction(
  "write_review",
  `${whileRunning("NEW.review_run_id", WHILE_RUNNING)}${fitsItsRun}${ofTheLock}${ofImports}${notAhead("reviewed_at")}`,
)}${trigger("write_review", "BEFORE INSERT", "gate_reviews")}${oneWriter("gate_reviews")}${triggerFunction(
  "change_review",
  `${whileRunning("OLD.review_run_id", WHILE_RUNNING)}${require("(NEW.id, NEW.review_run_id, NEW.gate_id) IS NOT DISTINCT FROM (OLD.id, OLD.review_run_id, OLD.gate_id)", "id, run and gate of a gate review never change")}${fitsItsRun}${ofTheLock}${ofImports}${require("NEW.decision = OLD.decision OR NOT EXISTS (SELECT 1 FROM review.findings WHERE gate_review_id = OLD.id)", "a result that has findings does not change")}${notAhead("reviewed_at")}`,
)}${trigger("change_review", "BEFORE UPDATE", "gate_reviews")}${triggerFunction(
  "delete_review",
  `${whileRunning("OLD.review_run_id", WHILE_RUNNING)}${require("NOT EXISTS (SELECT 1 FROM review.findings WHERE gate_review_id = OLD.id)", "a gate review goes after its findings")}`,
  "OLD",
)}${trigger("delete_review", "BEFORE DELETE", "gate_reviews")}CREATE TRIGGER gate_reviews_are_kept BEFORE TRUNCATE ON review.gate_reviews FOR EACH STATEMENT EXECUTE FUNCTION review.refuse('${WHILE_RUNNING}');
${triggerFunction(
  "write_finding",
  `${whileRunning(RUN_OF_FINDING("NEW.gate_review_id"), FINDINGS_WHILE_RUNNING)}${require(`EXISTS (SELECT 1 FROM review.gate_reviews AS review WHERE review.id = NEW.gate_review_id
    AND (review.decision = 'fail' AND NEW.severity IN ('warn', 'fail') OR review.decision = 'warn' AND NEW.severity = 'warn'))`, "a finding is no worse than the result of its review, which is warn or fail")}${require(`NEW.continues_finding_id IS NULL OR EXISTS (
    SELECT 1 FROM review.findings AS earlier JOIN review.gate_reviews AS review ON review.id = earlier.gate_review_id
    JOIN review.review_runs AS run ON run.id = review.review_run_id
    WHERE earlier.id = NEW.continues_finding_id AND earlier.key = NEW.key AND run.status <> 'running')`, "a finding continues one of the same key in a run that has ended")}`,
)}${trigger("write_finding", "BEFORE INSERT", "findings")}${oneWriter("findings")}${fixed("findings", FINDINGS_FIXED, "UPDATE")}${triggerFunction(
  "delete_finding",
  `${whileRunning(RUN_OF_FINDING("OLD.gate_review_id"), FINDINGS_WHILE_RUNNING)}`,
  "OLD",
)}${trigger("delete_finding", "BEFORE DELETE", "findings")}${triggerFunction(
  "write_quote",
  `${whileRunning(RUN_OF_QUOTE("NEW.finding_id"), FINDINGS_WHILE_RUNNING)}${require(`EXISTS (SELECT 1 FROM review.findings AS finding JOIN review.gate_reviews AS review ON review.id = finding.gate_review_id
    JOIN review.snapshots AS note ON note.sha = review.reviewed_note_sha
    WHERE finding.id = NEW.finding_id AND position(NEW.prefix || NEW.exact || NEW.suffix IN note.text) > 0)`, "a quote stands in the note that was reviewed")}`,
)}${trigger("write_quote", "BEFORE INSERT", "finding_quotes")}${fixed("finding_quotes", FINDINGS_FIXED, "UPDATE")}${triggerFunction(
  "delete_quote",
  `${whileRunning(RUN_OF_QUOTE("OLD.finding_id"), FINDINGS_WHILE_RUNNING)}`,
  "OLD",
)}${trigger("delete_quote", "BEFORE DELETE", "finding_quotes")}`;
