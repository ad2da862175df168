import { notAhead } from "./run-triggers.ts";
import { fixed, oneWriter, require, trigger, triggerFunction } from "./words.ts";

const BY_ITSELF = "NEW.acceptance_kind NOT IN ('full-review', 'attested')";
const OF_IMPORT = "NEW.acceptance_kind = 'migration-import'";

const RULES = [
  require(`NEW.id > (SELECT coalesce(max(id), 0) FROM review.acceptance_events)`, "an acceptance event comes after those that are there"),
  require(`NOT ${OF_IMPORT} OR review.is_owner()`, "only the owner of the ledger imports"),
  require(`NEW.accepted_review_id IS NULL OR EXISTS (
    SELECT 1 FROM review.gate_reviews AS review JOIN review.review_runs AS run ON run.id = review.review_run_id
    WHERE review.id = NEW.accepted_review_id AND review.model_id = NEW.model_id AND run.status <> 'running')`, "an acceptance names a review of its own partition whose run has ended"),
  require(`${OF_IMPORT} OR EXISTS (
    SELECT 1 FROM review.gate_reviews AS review JOIN review.review_runs AS run ON run.id = review.review_run_id
    WHERE review.id = NEW.accepted_review_id AND run.status = 'completed' AND review.decision IN ('pass', 'warn', 'fail'))`, "an acceptance needs a review with pass, warn or fail in a completed run"),
  require(`${OF_IMPORT} OR EXISTS (
    SELECT 1 FROM review.gate_reviews AS review WHERE review.id = NEW.accepted_review_id
      AND review.note_path = NEW.note_path AND review.gate_id = NEW.gate_id)
    OR EXISTS (
      SELECT 1 FROM review.acceptance_events AS earlier WHERE earlier.accepted_review_id = NEW.accepted_review_id
        AND (earlier.note_path = NEW.note_path AND earlier.gate_id = NEW.gate_id
          OR earlier.accepted_note_sha = NEW.accepted_note_sha AND earlier.accepted_gate_sha = NEW.accepted_gate_sha
            AND (NEW.acceptance_kind = 'trivial-change-ack' AND earlier.gate_id = NEW.gate_id
              OR NEW.acceptance_kind = 'gate-migration' AND earlier.note_path = NEW.note_path)))`, "an acceptance builds on a review of its pair, or carries an unchanged pair over to a new name"),
  require(`${BY_ITSELF} OR EXISTS (SELECT 1 FROM review.gate_reviews AS review WHERE review.id = NEW.accepted_review_id
      AND review.note_path = NEW.note_path AND review.gate_id = NEW.gate_id
      AND review.reviewed_note_sha = NEW.accepted_note_sha AND review.gate_sha = NEW.accepted_gate_sha
      AND (review.review_kind = 'attested') = (NEW.acceptance_kind = 'attested'))`, "a review is accepted by itself for the pair and the shas that it judged, attested only if it is"),
  require(`NEW.acceptance_kind <> 'withdrawn' OR (SELECT other.acceptance_kind <> 'withdrawn'
      FROM review.acceptance_events AS other WHERE other.model_id = NEW.model_id AND other.note_path = NEW.note_path
      AND other.gate_id = NEW.gate_id AND other.accepted_note_sha = NEW.accepted_note_sha
      AND other.accepted_gate_sha = NEW.accepted_gate_sha ORDER BY other.id DESC LIMIT 1)`, "what is taken back is accepted in this version"),
].join("");

const ENDED_FINDING = `review.findings AS finding JOIN review.gate_reviews AS review ON review.id = finding.gate_review_id
    JOIN review.review_runs AS run ON run.id = review.review_run_id WHERE finding.key = NEW.key AND run.status <> 'running'`;

/** What holds of what is decided after a review: acceptances and waivers. */
export const decisionTriggers = `${triggerFunction(
  "append_acceptance",
  `
  NEW.id := coalesce(NEW.id, (SELECT coalesce(max(id), 0) + 1 FROM review.acceptance_events));${RULES}${notAhead("accepted_at")}`,
)}${trigger("append_acceptance", "BEFORE INSERT", "acceptance_events")}${oneWriter("acceptance_events")}${fixed("acceptance_events", "acceptance events are append-only")}${triggerFunction(
  "append_waiver",
  `
  NEW.id := coalesce(NEW.id, (SELECT coalesce(max(id), 0) + 1 FROM review.waivers));${require("NEW.id > (SELECT coalesce(max(id), 0) FROM review.waivers)", "a waiver comes after those that are there")}${require(`EXISTS (SELECT 1 FROM ${ENDED_FINDING})`, "a waiver is of a finding in a run that has ended")}${require(`NEW.kind <> 'waived' OR NEW.severity = CASE WHEN EXISTS (SELECT 1 FROM ${ENDED_FINDING} AND finding.severity = 'fail') THEN 'fail' ELSE 'warn' END`, "a waiver names the worst severity of its finding, which it covers")}${require(`NEW.kind <> 'unwaived' OR (SELECT kind FROM review.waivers AS other WHERE other.key = NEW.key ORDER BY other.id DESC LIMIT 1) = 'waived'`, "only what is waived can be taken back")}${notAhead("decided_at")}`,
)}${trigger("append_waiver", "BEFORE INSERT", "waivers")}${oneWriter("waivers")}${fixed("waivers", "waivers are never changed")}`;
