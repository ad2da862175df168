import type { ComparisonDocument } from "@review/views";

/** The same comparison with the second model as the first. */
export function turnComparison(comparison: ComparisonDocument): ComparisonDocument {
  const { first, second, decisions, differing } = comparison;
  const column = (said: keyof typeof decisions) => ({
    pass: decisions.pass[said],
    warn: decisions.warn[said],
    fail: decisions.fail[said],
  });
  return {
    ...comparison,
    first: second,
    second: first,
    decisions: { pass: column("pass"), warn: column("warn"), fail: column("fail") },
    differing: differing.map((pair) => ({ ...pair, first: pair.second, second: pair.first })),
  };
}
