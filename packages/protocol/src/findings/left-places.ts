import type { FoldedQuote } from "./folded-finding.ts";

/** Offsets in a folded text. */
interface Span {
  from: number;
  to: number;
}

/**
 * Answers for quotes that found no place of their own (`spans`) which of the places of their words is theirs: those that no other
 * quote has, in the order in which the quotes stood, if there are as many places left as there are such quotes.
 */
export function leftPlaces(
  quotes: readonly FoldedQuote[],
  spans: readonly (Span | undefined)[],
  placesOf: (words: string) => readonly number[],
): (quote: FoldedQuote) => Span | undefined {
  const taken = new Set(spans.map((span) => span?.from));
  const lost = new Map<string, Set<number>>();
  for (const [index, { words, start }] of quotes.entries()) {
    if (!spans[index]) lost.set(words, (lost.get(words) ?? new Set()).add(start));
  }
  const given = new Map<string, Map<number, number>>();
  for (const [words, starts] of lost) {
    const left = placesOf(words).filter((from) => !taken.has(from));
    const pairs = [...starts].sort((a, b) => a - b).map((start, index) => [start, left[index] ?? 0] as const);
    if (left.length === starts.size) given.set(words, new Map(pairs));
  }
  return ({ words, start }) => {
    const from = given.get(words)?.get(start);
    return from === undefined ? undefined : { from, to: from + words.length };
  };
}
