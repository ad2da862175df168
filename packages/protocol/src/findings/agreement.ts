import type { FoldedQuote } from "./folded-finding.ts";

type Surroundings = Pick<FoldedQuote, "before" | "after">;

/** How many units before and behind two quotes are the same, counted from the quotes outwards. */
export function agreement(one: Surroundings, other: Surroundings): number {
  return (
    sameBackwards(one.before, other.before, other.before.length) + sameForwards(one.after, other.after, 0)
  );
}

/** The same for a quote and a span of a folded text. */
export function agreementAt(quote: Surroundings, text: string, from: number, to: number): number {
  const before = text[from - 1] === " " ? from - 1 : from;
  const after = text[to] === " " ? to + 1 : to;
  return sameBackwards(quote.before, text, before) + sameForwards(quote.after, text, after);
}

function sameBackwards(before: string, text: string, end: number): number {
  let same = 0;
  while (same < before.length && same < end && before[before.length - 1 - same] === text[end - 1 - same])
    same += 1;
  return same;
}

function sameForwards(after: string, text: string, from: number): number {
  let same = 0;
  while (same < after.length && from + same < text.length && after[same] === text[from + same]) same += 1;
  return same;
}
