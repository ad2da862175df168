/**
 * Decides about several entries that were asked about together, each with its own part of the answers: those are in the order
 * of the entries' pairs.
 */
export function inTurn<Entry extends { pairs: readonly unknown[] }, Answer, Decided>(
  entries: readonly Entry[],
  answers: readonly Answer[],
  decide: (answers: readonly Answer[], entry: Entry) => Decided[],
): Decided[] {
  let next = 0;
  return entries.flatMap((entry) => {
    const first = next;
    next += entry.pairs.length;
    return decide(answers.slice(first, next), entry);
  });
}
