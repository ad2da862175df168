import { refuse } from "../0001-ledger/triggers.ts";

const append = "a sample and what rests on it are never changed";

/** Whether an event is of the pairs that a sample is of, and of one of these kinds. */
const isNoEventOf = (kinds: string) => `NOT EXISTS (
       SELECT 1 FROM samples AS sample JOIN acceptance_events AS event ON event.id = NEW.acceptance_event_id
       WHERE sample.id = NEW.sample_id AND event.gate_id = sample.gate_id AND event.accepted_gate_sha = sample.gate_sha
         AND event.model_id = sample.model_id AND event.acceptance_kind IN (${kinds}))`;

const countOf = (table: string) => `(SELECT count(*) FROM ${table} WHERE sample_id = NEW.sample_id)`;

/** What only a trigger can refuse: a sample is of reviews, comes before what rests on it, and holds for no more than it was drawn from. */
export const sampleTriggers = [
  refuse(
    "sample_comes_last",
    "INSERT ON samples",
    "NEW.id BETWEEN 1 AND (SELECT max(id) FROM samples)",
    "a sample comes after those that are there",
  ),
  refuse(
    "sample_is_of_reviews",
    "INSERT ON sample_reviews",
    `${isNoEventOf("'full-review', 'attested'")} OR EXISTS (
       SELECT 1 FROM sample_reviews AS other WHERE other.sample_id = NEW.sample_id
         AND other.acceptance_event_id = NEW.acceptance_event_id)`,
    "a sample is of reviews of its gate version under its partition, each once",
  ),
  refuse(
    "sample_is_reviewed_before",
    "INSERT ON sample_reviews",
    "EXISTS (SELECT 1 FROM sampled_acceptances WHERE sample_id = NEW.sample_id)",
    "the reviews of a sample come before what rests on it",
  ),
  refuse(
    "sampled_acceptance_fits_its_sample",
    "INSERT ON sampled_acceptances",
    isNoEventOf("'gate-migration'"),
    "what rests on a sample is acknowledged after a change of its gate, in the same version and partition",
  ),
  refuse(
    "sampled_acceptance_comes_after_its_sample",
    "INSERT ON sampled_acceptances",
    `NEW.acceptance_event_id <= coalesce((SELECT max(acceptance_event_id) FROM sample_reviews
       WHERE sample_id = NEW.sample_id), NEW.acceptance_event_id)
     OR EXISTS (SELECT 1 FROM sampled_acceptances AS other WHERE other.acceptance_event_id = NEW.acceptance_event_id)`,
    "what rests on a sample comes after its reviews, and rests on one sample",
  ),
  refuse(
    "sample_holds_for_its_population",
    "INSERT ON sampled_acceptances",
    `${countOf("sample_reviews")} + ${countOf("sampled_acceptances")} >= (
       SELECT population FROM samples WHERE id = NEW.sample_id)`,
    "a sample holds for no more pairs than it was drawn from",
  ),
  ...["samples", "sample_reviews", "sampled_acceptances"].flatMap((table) => [
    refuse(`${table}_are_fixed`, `UPDATE ON ${table}`, "", append),
    refuse(`${table}_are_kept`, `DELETE ON ${table}`, "", append),
  ]),
].join("");
