import { foldMarkdown } from "../quotes/fold-markdown.ts";
import { agreement } from "./agreement.ts";
import type { FoldedFinding, FoldedQuote } from "./folded-finding.ts";
import { reanchorQuotes } from "./reanchor-quotes.ts";

/** A found finding that may continue a previous one; of several the one with the highest rank does. */
interface Candidate {
  found: number;
  previous: number;
  rank: number;
}

/**
 * For each finding found in a note the index of the previous one that it continues, each at most once. In stages, each for
 * what is still alone: the same quote and message, the same quote, a quote where an old one stood; without quotes the same message.
 */
export function pairFindings(
  note: string,
  found: readonly FoldedFinding[],
  previous: readonly FoldedFinding[],
): (number | undefined)[] {
  const continues: (number | undefined)[] = found.map(() => undefined);
  const continued = new Set<number>();
  const isAlone = (candidate: Candidate) =>
    continues[candidate.found] === undefined && !continued.has(candidate.previous);
  const pairBest = (candidates: readonly Candidate[]) => {
    const byRank = (a: Candidate, b: Candidate) =>
      b.rank - a.rank || a.found - b.found || a.previous - b.previous;
    for (const candidate of candidates.filter(isAlone).sort(byRank)) {
      if (!isAlone(candidate)) continue;
      continues[candidate.found] = candidate.previous;
      continued.add(candidate.previous);
    }
  };

  const sameQuote = withSameQuote(found, previous);
  pairBest(sameQuote.filter((pair) => found[pair.found]?.message === previous[pair.previous]?.message));
  pairBest(sameQuote);
  pairBest(withSameMessage(found, previous));
  const foundAlone = [...found.entries()].filter(([index]) => continues[index] === undefined);
  const previousAlone = [...previous.entries()].filter(([index]) => !continued.has(index));
  pairBest(whereOldOnesStood(note, foundAlone, previousAlone));
  return continues;
}

/** Ranked by how many quotes are the same and how far their surroundings agree. */
function withSameQuote(found: readonly FoldedFinding[], previous: readonly FoldedFinding[]): Candidate[] {
  const byWords = new Map<string, { index: number; quote: FoldedQuote }[]>();
  for (const [index, { quotes }] of previous.entries()) {
    for (const quote of quotes) append(byWords, quote.words, { index, quote });
  }
  return found.flatMap(({ quotes }, at) => {
    const ranks = new Map<number, number>();
    for (const quote of quotes) {
      for (const known of byWords.get(quote.words) ?? []) {
        ranks.set(known.index, (ranks.get(known.index) ?? 0) + 1 + agreement(quote, known.quote));
      }
    }
    return [...ranks].map(([index, rank]) => ({ found: at, previous: index, rank }));
  });
}

/** Findings without quotes say by their message alone what they are. */
function withSameMessage(found: readonly FoldedFinding[], previous: readonly FoldedFinding[]): Candidate[] {
  const byMessage = new Map<string, number[]>();
  for (const [index, { message, quotes }] of previous.entries()) {
    if (quotes.length === 0) append(byMessage, message, index);
  }
  return found.flatMap(({ message, quotes }, at) => {
    const same = quotes.length === 0 ? byMessage.get(message) : undefined;
    return (same ?? []).map((index) => ({ found: at, previous: index, rank: 0 }));
  });
}

/**
 * More than this part of the longer of two spans both must cover; where both findings say the same, this part of the shorter one. With
 * less, another complaint about a part of a passage would be the old one, and a waiver would wander to it. Our choice: half.
 */
const LEAST_SHARED = 1 / 2;

type Indexed = readonly (readonly [index: number, finding: FoldedFinding])[];

const withIndex = ([index, { message, quotes }]: Indexed[number]) =>
  quotes.map((quote) => ({ index, message, quote }));

/**
 * Ranked by the part that both spans share of the part that they cover together. Where the quoted words were edited nothing is
 * continued: "is not safe" is another finding than "is safe", and what was decided of the one says nothing of the other.
 */
function whereOldOnesStood(note: string, found: Indexed, previous: Indexed): Candidate[] {
  const [asked, old] = [found.flatMap(withIndex), previous.flatMap(withIndex)];
  if (asked.length === 0 || old.length === 0) return [];
  const spans = reanchorQuotes(
    foldMarkdown(note),
    old.map(({ quote }) => quote),
  );
  const candidates: Candidate[] = [];
  for (const [at, { index, message }] of old.entries()) {
    const span = spans[at];
    if (span?.kind !== "standing") continue;
    for (const one of asked) {
      const shared = Math.min(span.end, one.quote.end) - Math.max(span.start, one.quote.start);
      const lengths = [span.end - span.start, one.quote.end - one.quote.start];
      const isSame =
        shared > Math.max(...lengths) * LEAST_SHARED ||
        (one.message === message && shared >= Math.min(...lengths) * LEAST_SHARED);
      if (!isSame) continue;
      const together = Math.max(span.end, one.quote.end) - Math.min(span.start, one.quote.start);
      candidates.push({ found: one.index, previous: index, rank: shared / together });
    }
  }
  return candidates;
}

function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
