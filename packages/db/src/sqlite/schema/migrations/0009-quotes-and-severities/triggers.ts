import { refuse } from "../0001-ledger/triggers.ts";

/** The worst that reviews found under the key of a row of `waivers`, in the runs of which a condition holds. */
export const worstFound = (key: string, ofRun: string) => `iif(EXISTS (
       SELECT 1 FROM findings AS finding JOIN gate_reviews AS review ON review.id = finding.gate_review_id
       JOIN review_runs AS run ON run.id = review.review_run_id
       WHERE finding.key = ${key} AND finding.severity = 'fail' AND ${ofRun}), 'fail', 'warn')`;

/** What only a trigger can refuse: that a run completes without the words that show what it found, and a waiver of less, or more. */
export const quoteAndSeverityTriggers = [
  refuse(
    "run_completes_with_quotes",
    "UPDATE OF status ON review_runs",
    `NEW.status = 'completed' AND OLD.status = 'running' AND EXISTS (
       SELECT 1 FROM gate_reviews AS review JOIN findings AS finding ON finding.gate_review_id = review.id
       WHERE review.review_run_id = NEW.id
         AND NOT EXISTS (SELECT 1 FROM finding_quotes WHERE finding_id = finding.id)
         AND NOT EXISTS (SELECT 1 FROM gates_without_quotes AS free
           WHERE free.review_run_id = NEW.id AND free.gate_id = review.gate_id))`,
    "a run completes only when each finding quotes its note, unless its gate needs no quotes",
  ),
  refuse(
    "waiver_covers_what_was_found",
    "INSERT ON waivers",
    `NEW.kind = 'waived' AND NEW.severity IS NOT ${worstFound("NEW.key", "run.status <> 'running'")}`,
    "a waiver names the worst severity of its finding, which it covers",
  ),
].join("");
