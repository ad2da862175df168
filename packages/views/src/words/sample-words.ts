import type { SampleFigures } from "../sample-figures.ts";

/** On what it was acknowledged: `acknowledged by sample: 59 of 1,000 reviewed, none decided otherwise`. */
export const describeSample = ({ reviewed, of }: Pick<SampleFigures, "reviewed" | "of">): string =>
  `acknowledged by sample: ${withCommas(reviewed)} of ${withCommas(of)} reviewed, none decided otherwise`;

/** What that says of all of them: `at most 4.9 % of the 1,000 would be decided otherwise, with 95 % confidence`. */
export const describeBound = ({ of, flipsAtMost, confidence }: Omit<SampleFigures, "reviewed">): string =>
  `at most ${percent(flipsAtMost / of)} of the ${withCommas(of)} would be decided otherwise, with ${percent(confidence)} confidence`;

/** `1,234,567`. `toLocaleString` is slow to start. */
export const withCommas = (amount: number) => String(amount).replace(/\B(?=(?:\d{3})+$)/g, ",");

/** Never less than it is. */
const percent = (share: number) => `${Math.ceil(share * 1000 - 1e-9) / 10} %`;
