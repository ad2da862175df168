/** The first takes 12 ms: made when there is a number to write. */
let written: Intl.NumberFormat | undefined;

/** An amount for a person: `12,345`. */
export function describeNumber(amount: number): string {
  written ??= new Intl.NumberFormat("en");
  return written.format(amount);
}

/** What calls cost, as far as their prices are known: one that nobody told is not nothing. */
export function describeCost({ costUsd, unpriced }: { costUsd: number; unpriced: number }): string {
  if (unpriced === 0) return describeUsd(costUsd);
  // Of those that are not unknown all may have been refused.
  return costUsd === 0 ? "cost unknown" : `${describeUsd(costUsd)} and more`;
}

/** US dollars for a person, to the cent; less than that with more digits: `$1.25`, `$0.0031`. */
export function describeUsd(usd: number): string {
  return `$${usd.toFixed(usd > 0 && usd < 0.01 ? 4 : 2)}`;
}
