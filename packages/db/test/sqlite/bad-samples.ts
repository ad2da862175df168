import type { BadState } from "./bad-states.ts";

const COLUMNS = "gate_id, gate_sha, model_id, seed, population, flips_at_most, confidence, taken_at";
const TIME = "'2026-03-01T12:00:00.000Z'";
const sampleOf = (changes: Record<string, string>) => {
  const row = COLUMNS.split(", ").map((column) => changes[column] ?? (column === "taken_at" ? TIME : column));
  return `INSERT INTO samples (${COLUMNS}${changes.id ? ", id" : ""}) SELECT ${[...row, ...(changes.id ? [changes.id] : [])].join(", ")} FROM samples WHERE id = 1`;
};

/** What a ledger with what `recordSample` records refuses. */
export const BAD_SAMPLES: readonly BadState[] = [
  ["without a gate", sampleOf({ gate_id: "''" })],
  ["of no version", sampleOf({ gate_sha: "'x'" })],
  ["under no partition", sampleOf({ model_id: "'A B'" })],
  ["without a seed", sampleOf({ seed: "' '" })],
  ["of one pair", sampleOf({ population: "1" })],
  ["of half a pair", sampleOf({ population: "2.5" })],
  ["with more flips than pairs", sampleOf({ flips_at_most: "3" })],
  ["with fewer flips than none", sampleOf({ flips_at_most: "-1" })],
  ["that is certain", sampleOf({ confidence: "1" })],
  ["taken at no time", sampleOf({ taken_at: "'2026-02-30T12:00:00.000Z'" })],
  ["before the last", sampleOf({ id: "1" })],
  ["set anew", "UPDATE samples SET population = 200"],
  ["gone", "DELETE FROM samples"],
  ["that loses a review", "DELETE FROM sample_reviews"],
  ["that gets another review", "UPDATE sample_reviews SET acceptance_event_id = 2"],
  ["that gets a review more, later", "INSERT INTO sample_reviews VALUES (1, 2)"],
  ["of an acknowledgement", `${sampleOf({})}; INSERT INTO sample_reviews VALUES (2, 3)`],
  ["of another gate version", `${sampleOf({ gate_id: "'z'" })}; INSERT INTO sample_reviews VALUES (2, 1)`],
  ["of another partition", `${sampleOf({ model_id: "'z'" })}; INSERT INTO sample_reviews VALUES (2, 1)`],
  ["of nothing there is", `${sampleOf({})}; INSERT INTO sample_reviews VALUES (2, 9)`],
  ["that is none", "INSERT INTO sample_reviews VALUES (9, 1)"],
  [
    "on which a review rests",
    `${sampleOf({})}; INSERT INTO sample_reviews VALUES (2, 1); INSERT INTO sampled_acceptances VALUES (2, 2)`,
  ],
  [
    "on which rests what rests on another",
    `${sampleOf({})}; INSERT INTO sample_reviews VALUES (2, 1); INSERT INTO sampled_acceptances VALUES (3, 2)`,
  ],
  [
    "without a review, on which something rests",
    `${sampleOf({})}; INSERT INTO sampled_acceptances VALUES (3, 2)`,
  ],
  ["on which an acknowledgement rests no more", "DELETE FROM sampled_acceptances"],
  ["on which another acknowledgement rests", "UPDATE sampled_acceptances SET acceptance_event_id = 2"],
];
