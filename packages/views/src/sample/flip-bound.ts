/** A part of a population, and how many of it were drawn, all of them with the same chance. */
export interface Stratum {
  size: number;
  drawn: number;
}

/**
 * How many of a population may be flips although none of those drawn is one: the most for which a sample without a flip still had a
 * chance of `1 - confidence`. Of one stratum that is the exact bound of the hypergeometric distribution; of several it is
 * that of the worst case, in which the flips lie where they are met least.
 */
export function flipsAtMost(strata: readonly Stratum[], confidence: number): number {
  const left = strata.map(({ size, drawn }) => ({ size, unseen: size - drawn }));
  const least = 1 - confidence;
  let chance = 1;
  for (let flips = 0; ; flips += 1) {
    // One flip more in a stratum is missed the less often the more are there: so the worst case grows one by one.
    let worst = { size: 0, unseen: 0 };
    for (const stratum of left) {
      if (stratum.unseen * worst.size > worst.unseen * stratum.size || worst.size === 0) worst = stratum;
    }
    if (worst.unseen <= 0) return flips;
    chance *= worst.unseen / worst.size;
    // A chance that is as large to the last digits is as large.
    if (chance < least * (1 - 1e-12)) return flips;
    worst.size -= 1;
    worst.unseen -= 1;
  }
}
