import { broken, type Dialect, type Invariant } from "./invariant.ts";

const isEventOf = (kinds: string) => `EXISTS (
        SELECT 1 FROM samples AS sample JOIN acceptance_events AS event ON event.id = link.acceptance_event_id
        WHERE sample.id = link.sample_id AND event.gate_id = sample.gate_id AND event.accepted_gate_sha = sample.gate_sha
          AND event.model_id = sample.model_id AND event.acceptance_kind IN (${kinds}))`;

/** The rules about samples, and what was acknowledged on them. */
export const sampleInvariants = (dialect: Dialect): readonly Invariant[] => [
  {
    name: "a sample has a seed, and holds for the pairs that it was drawn from, and no more",
    sql: broken(
      "samples AS sample",
      `${dialect.saysSomething("sample.seed")} AND sample.flips_at_most BETWEEN 0 AND sample.population
       AND sample.confidence > 0 AND sample.confidence < 1
       AND (SELECT count(*) FROM sample_reviews WHERE sample_id = sample.id)
         + (SELECT count(*) FROM sampled_acceptances WHERE sample_id = sample.id) <= sample.population
       AND EXISTS (SELECT 1 FROM sample_reviews WHERE sample_id = sample.id)
       AND EXISTS (SELECT 1 FROM sampled_acceptances WHERE sample_id = sample.id)`,
    ),
  },
  {
    name: "a sample is of reviews of its gate version under its partition",
    sql: broken("sample_reviews AS link", isEventOf("'full-review', 'attested'")),
  },
  {
    name: "what rests on a sample was acknowledged after it, for a change of the same gate under the same partition",
    sql: broken(
      "sampled_acceptances AS link",
      `${isEventOf("'gate-migration'")} AND link.acceptance_event_id > (
        SELECT max(review.acceptance_event_id) FROM sample_reviews AS review WHERE review.sample_id = link.sample_id)`,
    ),
  },
];
