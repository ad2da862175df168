const number = new Intl.NumberFormat("en");

/** An amount for a person: `12,345`. */
export const describeNumber = (amount: number): string => number.format(amount);

/** US dollars for a person, to the cent; less than that with more digits: `$1.25`, `$0.0031`. */
export function describeUsd(usd: number): string {
  return `$${usd.toFixed(usd > 0 && usd < 0.01 ? 4 : 2)}`;
}
