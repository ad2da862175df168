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

/** On what it was acknowledged: `acknowledged by sample: 59 of 1,000 reviewed, none flipped`. */
export const describeSample = ({ reviewed, of }: SampleFigures): string =>
  `acknowledged by sample: ${number(reviewed)} of ${number(of)} reviewed, none flipped`;

/** `59 clean of 1,000 bound flips at 4.9 % with 95 % confidence`. */
export const describeBound = ({ reviewed, of, flipsAtMost, confidence }: SampleFigures): string =>
  `${number(reviewed)} clean of ${number(of)} bound flips at ${percent(flipsAtMost / of)} with ${percent(confidence)} confidence`;

// `toLocaleString` is slow to start.
const number = (amount: number) => String(amount).replace(/\B(?=(?:\d{3})+$)/g, ",");

/** Never less than it is. */
const percent = (share: number) => `${Math.ceil(share * 1000 - 1e-9) / 10} %`;
