import { refuse } from "../0001-ledger/triggers.ts";

const words = "the words of the ledger come with its migrations";
const captured = "the requested gates are captured when the run starts";
const append = "findings and their quotes are never changed";
const whileRunning = "findings change only while their run is running";
const afterFindings = "a gate review goes after its findings";

/** Of the finding that a row of `finding_quotes` names. */
const runOf = (row: "NEW" | "OLD") => `(SELECT run.status FROM findings AS finding
       JOIN gate_reviews AS review ON review.id = finding.gate_review_id JOIN review_runs AS run ON run.id = review.review_run_id
       WHERE finding.id = ${row}.finding_id)`;
const runOfReview = (row: "NEW" | "OLD") => `(SELECT run.status FROM gate_reviews AS review
       JOIN review_runs AS run ON run.id = review.review_run_id WHERE review.id = ${row}.gate_review_id)`;

/** What only a trigger can refuse: what is there once is not changed, and a finding fits its review and its note. */
export const findingTriggers = [
  ...["INSERT", "UPDATE", "DELETE"].map((verb) =>
    refuse(`finding_severities_${verb.toLowerCase()}`, `${verb} ON finding_severities`, "", words),
  ),
  refuse(
    "gate_without_quotes_while_running",
    "INSERT ON gates_without_quotes",
    `(SELECT status FROM review_runs WHERE id = NEW.review_run_id) IS NOT 'running'
     OR EXISTS (SELECT 1 FROM gate_reviews WHERE review_run_id = NEW.review_run_id)
     OR NOT EXISTS (SELECT 1 FROM review_run_gates AS gate WHERE gate.review_run_id = NEW.review_run_id AND gate.gate_id = NEW.gate_id)
     OR EXISTS (SELECT 1 FROM gates_without_quotes AS other WHERE other.review_run_id = NEW.review_run_id
       AND other.gate_id = NEW.gate_id)`,
    captured,
  ),
  ...["UPDATE", "DELETE"].map((verb) =>
    refuse(`gate_without_quotes_${verb.toLowerCase()}`, `${verb} ON gates_without_quotes`, "", captured),
  ),
  refuse(
    "finding_fits_its_review",
    "INSERT ON findings",
    `NOT EXISTS (SELECT 1 FROM gate_reviews AS review WHERE review.id = NEW.gate_review_id
       AND (review.decision = 'fail' AND NEW.severity IN ('warn', 'fail') OR review.decision = 'warn' AND NEW.severity = 'warn'))`,
    "a finding is no worse than the result of its review, which is warn or fail",
  ),
  refuse(
    "finding_insert_while_running",
    "INSERT ON findings",
    `${runOfReview("NEW")} IS NOT 'running'`,
    whileRunning,
  ),
  refuse(
    "finding_is_not_replaced",
    "INSERT ON findings",
    `EXISTS (SELECT 1 FROM findings AS other WHERE other.id = NEW.id OR other.gate_review_id = NEW.gate_review_id
       AND (other.ordinal = NEW.ordinal OR other.key = NEW.key))`,
    "a finding keeps its id, place and key",
  ),
  refuse(
    "finding_continues_its_like",
    "INSERT ON findings",
    `NEW.continues_finding_id IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM findings AS earlier JOIN gate_reviews AS review ON review.id = earlier.gate_review_id
       JOIN review_runs AS run ON run.id = review.review_run_id
       WHERE earlier.id = NEW.continues_finding_id AND earlier.key = NEW.key AND run.status <> 'running')`,
    "a finding continues one of the same key in a run that has ended",
  ),
  refuse("finding_is_fixed", "UPDATE ON findings", "", append),
  refuse(
    "finding_delete_while_running",
    "DELETE ON findings",
    `${runOfReview("OLD")} IS NOT 'running'`,
    whileRunning,
  ),
  refuse(
    "finding_keeps_its_quotes",
    "DELETE ON findings",
    "EXISTS (SELECT 1 FROM finding_quotes WHERE finding_id = OLD.id)",
    "a finding goes after its quotes",
  ),
  refuse(
    "finding_quote_insert_while_running",
    "INSERT ON finding_quotes",
    `${runOf("NEW")} IS NOT 'running'`,
    whileRunning,
  ),
  refuse(
    "finding_quote_is_not_replaced",
    "INSERT ON finding_quotes",
    "EXISTS (SELECT 1 FROM finding_quotes AS other WHERE other.finding_id = NEW.finding_id AND other.ordinal = NEW.ordinal)",
    append,
  ),
  refuse(
    "finding_quote_stands_in_its_note",
    "INSERT ON finding_quotes",
    `NOT EXISTS (SELECT 1 FROM findings AS finding JOIN gate_reviews AS review ON review.id = finding.gate_review_id
       JOIN snapshots AS note ON note.sha = review.reviewed_note_sha
       WHERE finding.id = NEW.finding_id AND instr(note.text, NEW.prefix || NEW.exact || NEW.suffix) > 0)`,
    "a quote stands in the note that was reviewed",
  ),
  refuse("finding_quote_is_fixed", "UPDATE ON finding_quotes", "", append),
  refuse(
    "finding_quote_delete_while_running",
    "DELETE ON finding_quotes",
    `${runOf("OLD")} IS NOT 'running'`,
    whileRunning,
  ),
  refuse(
    "gate_review_keeps_its_findings",
    "DELETE ON gate_reviews",
    "EXISTS (SELECT 1 FROM findings WHERE gate_review_id = OLD.id)",
    afterFindings,
  ),
  // REPLACE deletes the review of the gate without a word, and with foreign_keys off nothing else would stop it.
  refuse(
    "gate_review_with_findings_is_not_replaced",
    "INSERT ON gate_reviews",
    `EXISTS (SELECT 1 FROM gate_reviews AS other JOIN findings AS finding ON finding.gate_review_id = other.id
       WHERE other.review_run_id = NEW.review_run_id AND other.gate_id = NEW.gate_id)`,
    afterFindings,
  ),
  refuse(
    "gate_review_fits_its_findings",
    "UPDATE OF decision ON gate_reviews",
    "NEW.decision IS NOT OLD.decision AND EXISTS (SELECT 1 FROM findings WHERE gate_review_id = OLD.id)",
    "a result that has findings does not change",
  ),
].join("");
