import type { GateCard } from "../gates/gate-card.ts";

/** So many reviews at the mean of all gates are added to those of each gate: a few reviews say little. */
const PRIOR_REVIEWS = 5;
/** Findings in a review, where nothing is known of any gate: all are worth the same then. */
const UNKNOWN = 0.2;

/** How many findings a review of each gate is expected to have, by what its reviews had. What people waived is no find. */
export function gateYields(
  cards: readonly Pick<GateCard, "gateId" | "reviews" | "findings">[],
): (gateId: string) => number {
  const gates = new Map<string, { reviews: number; found: number }>();
  const all = { reviews: 0, found: 0 };
  for (const { gateId, reviews, findings } of cards) {
    const gate = gates.get(gateId) ?? { reviews: 0, found: 0 };
    gates.set(gateId, gate);
    for (const sum of [gate, all]) {
      sum.reviews += reviews.pass + reviews.warn + reviews.fail;
      sum.found += findings.all - findings.waived;
    }
  }
  const mean = all.reviews === 0 ? UNKNOWN : all.found / all.reviews;
  return (gateId) => {
    const { reviews, found } = gates.get(gateId) ?? { reviews: 0, found: 0 };
    return (found + PRIOR_REVIEWS * mean) / (reviews + PRIOR_REVIEWS);
  };
}
