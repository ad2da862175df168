import { refuse } from "../0001-ledger/triggers.ts";

/** The kinds of events that a run appends when it completes, one for each of its reviews. */
export const BY_ITSELF = "('full-review', 'attested')";

const isOutOfPlace = `(NEW.review_kind = 'attested') <> EXISTS (
       SELECT 1 FROM review_runs WHERE id = NEW.review_run_id AND runner = 'lock')`;
const ofTheLock = "what the runner lock records, and nothing else, is attested";

/** What only a trigger can refuse: verdicts of others that do not come from the lock, or are accepted as something else. */
export const attestedTriggers = [
  refuse("attested_review_is_of_the_lock", "INSERT ON gate_reviews", isOutOfPlace, ofTheLock),
  refuse("attested_review_stays_of_the_lock", "UPDATE ON gate_reviews", isOutOfPlace, ofTheLock),
  refuse(
    "review_is_accepted_by_itself_once",
    "INSERT ON acceptance_events",
    `NEW.acceptance_kind IN ${BY_ITSELF} AND EXISTS (SELECT 1 FROM acceptance_events AS other
       WHERE other.accepted_review_id = NEW.accepted_review_id AND other.acceptance_kind IN ${BY_ITSELF})`,
    "a review is accepted by itself once",
  ),
  refuse(
    "review_is_accepted_for_what_it_judged",
    "INSERT ON acceptance_events",
    `NEW.acceptance_kind IN ${BY_ITSELF} AND NOT EXISTS (
       SELECT 1 FROM gate_reviews AS review WHERE review.id = NEW.accepted_review_id
         AND review.note_path = NEW.note_path AND review.gate_id = NEW.gate_id
         AND review.reviewed_note_sha = NEW.accepted_note_sha AND review.gate_sha = NEW.accepted_gate_sha
         AND (review.review_kind = 'attested') = (NEW.acceptance_kind = 'attested'))`,
    "a review is accepted by itself for the pair and the shas that it judged, attested only if it is",
  ),
].join("");
