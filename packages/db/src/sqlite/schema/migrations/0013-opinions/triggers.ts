import { refuse } from "../0001-ledger/triggers.ts";

const append = "opinions are never changed";
const FINDING = `SELECT 1 FROM findings AS finding JOIN gate_reviews AS review ON review.id = finding.gate_review_id
       JOIN review_runs AS run ON run.id = review.review_run_id WHERE finding.id = NEW.finding_id`;

/** What only a trigger can refuse: an opinion is about a finding that is there to stay, and comes after those before it. */
export const opinionTriggers = [
  ...["INSERT", "UPDATE", "DELETE"].map((verb) =>
    refuse(
      `opinion_kinds_${verb.toLowerCase()}`,
      `${verb} ON opinion_kinds`,
      "",
      "the words of the ledger come with its migrations",
    ),
  ),
  refuse(
    "opinion_kind_is_known",
    "INSERT ON opinions",
    "NOT EXISTS (SELECT 1 FROM opinion_kinds WHERE kind = NEW.kind)",
    "an opinion confirms a finding or disputes it",
  ),
  refuse(
    "opinion_is_of_a_finding",
    "INSERT ON opinions",
    // What the lock says is recorded while the run that takes it in is still open.
    `NOT EXISTS (${FINDING} AND (run.status = 'completed' OR run.status = 'running' AND run.runner = 'lock'))`,
    "an opinion is of a finding in a completed run",
  ),
  refuse(
    "opinion_comes_last",
    "INSERT ON opinions",
    "NEW.id BETWEEN 1 AND (SELECT max(id) FROM opinions)",
    "an opinion comes after those that are there",
  ),
  refuse("opinion_is_fixed", "UPDATE ON opinions", "", append),
  refuse("opinion_is_kept", "DELETE ON opinions", "", append),
].join("");
