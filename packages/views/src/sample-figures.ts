import type { Sample } from "@review/db";

/** A sample, on which pairs were acknowledged that were not reviewed themselves. */
export interface SampleFigures {
  /** Pairs that were reviewed. None of their verdicts flipped. */
  reviewed: number;
  /** Pairs that they were drawn from. */
  of: number;
  /** How many of all of them may have flipped all the same, by `confidence`. */
  flipsAtMost: number;
  /** Between 0 and 1. */
  confidence: number;
}

/** The figures of a recorded sample. */
export const viewSample = ({ reviewed, population, flipsAtMost, confidence }: Sample): SampleFigures => ({
  reviewed: reviewed.length,
  of: population,
  flipsAtMost,
  confidence,
});
