import { refuse } from "../0001-ledger/triggers.ts";

const append = "waivers are never changed";

/** What only a trigger can refuse: each decision is about a finding, and comes after the ones before it. */
export const waiverTriggers = [
  ...["INSERT", "UPDATE", "DELETE"].map((verb) =>
    refuse(
      `waiver_kinds_${verb.toLowerCase()}`,
      `${verb} ON waiver_kinds`,
      "",
      "the words of the ledger come with its migrations",
    ),
  ),
  refuse(
    "waiver_kind_is_known",
    "INSERT ON waivers",
    "NOT EXISTS (SELECT 1 FROM waiver_kinds WHERE kind = NEW.kind)",
    "a decision about a finding waives it or takes that back",
  ),
  refuse(
    "waiver_is_of_a_finding",
    "INSERT ON waivers",
    `NOT EXISTS (SELECT 1 FROM findings AS finding JOIN gate_reviews AS review ON review.id = finding.gate_review_id
       JOIN review_runs AS run ON run.id = review.review_run_id
       WHERE finding.key = NEW.key AND run.status <> 'running')`,
    "a waiver is of a finding in a run that has ended",
  ),
  refuse(
    "waiver_comes_last",
    "INSERT ON waivers",
    "NEW.id BETWEEN 1 AND (SELECT max(id) FROM waivers)",
    "a waiver comes after those that are there",
  ),
  refuse(
    "unwaiver_takes_back_a_waiver",
    "INSERT ON waivers",
    `NEW.kind = 'unwaived' AND (SELECT kind FROM waivers AS other WHERE other.key = NEW.key
       ORDER BY other.id DESC LIMIT 1) IS NOT 'waived'`,
    "only what is waived can be taken back",
  ),
  refuse("waiver_is_fixed", "UPDATE ON waivers", "", append),
  refuse("waiver_is_kept", "DELETE ON waivers", "", append),
].join("");
