import { ACCEPTABLE_DECISIONS, type AcceptableDecision } from "@review/db";

/** What two reviewers said of one pair. */
export type TwoDecisions = readonly [first: AcceptableDecision, second: AcceptableDecision];

/** How far two reviewers say the same. */
export interface Agreement {
  /** How many pairs both judged. */
  pairs: number;
  agreed: number;
  /**
   * Cohen's kappa (Educational and Psychological Measurement 20, 1960): agreement beyond what their habits alone would give.
   * 1 is full agreement, 0 that of chance. Absent where both say one and the same of everything: then nothing is known.
   */
  kappa?: number;
}

/** Counts how far two reviewers agree. */
export function agreementOf(decisions: readonly TwoDecisions[]): Agreement {
  const pairs = decisions.length;
  const agreed = decisions.filter(([first, second]) => first === second).length;
  const share = (side: 0 | 1, decision: AcceptableDecision) =>
    decisions.filter((both) => both[side] === decision).length / pairs;
  const byChance = ACCEPTABLE_DECISIONS.reduce(
    (sum, decision) => sum + share(0, decision) * share(1, decision),
    0,
  );
  const isKnown = pairs > 0 && byChance < 1;
  return { pairs, agreed, ...(isKnown && { kappa: (agreed / pairs - byChance) / (1 - byChance) }) };
}

/** How often the first said what, by what the second said of the same. */
export type DecisionTable = Record<AcceptableDecision, Record<AcceptableDecision, number>>;

export function tabulate(decisions: readonly TwoDecisions[]): DecisionTable {
  const none = () => ({ pass: 0, warn: 0, fail: 0 });
  const table = { pass: none(), warn: none(), fail: none() };
  for (const [first, second] of decisions) table[first][second] += 1;
  return table;
}
