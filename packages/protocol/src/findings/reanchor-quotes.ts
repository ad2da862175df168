import type { Folded } from "../quotes/fold-markdown.ts";
import { occurrencesOf } from "../quotes/occurrences.ts";
import { isWhole } from "../quotes/whole-words.ts";
import { agreementAt } from "./agreement.ts";
import type { FoldedQuote } from "./folded-finding.ts";
import { leftPlaces } from "./left-places.ts";

/** Where an old quote stands in a newer note: UTF-16 offsets. */
export interface Reanchored {
  start: number;
  end: number;
  /**
   * `standing`: its words, with enough around them as it was. `edited`: other words between its surroundings. `alone`: its words,
   * with other surroundings, and no other place is left for them.
   */
  kind: "standing" | "edited" | "alone";
}

/** Words in more places than this tell no place, and each would have to be looked at; what is around them tells it. */
const TOO_COMMON = 1000;
/** What may be the same by chance, such as "of the disk". */
const ENOUGH = 16;
/** Fewer units stand in too many places by chance: they tell no place but the very beginning or end of the note. */
const SAYS_LITTLE = 8;
/** A sentence that is rewritten grows by a clause or a sentence; what is longer took in text of others. */
const longestEdited = (length: number) => 4 * length + 64;

interface Span {
  from: number;
  to: number;
  /** Units that are as they were, of the words and next to them. */
  same: number;
  kind: "standing" | "edited";
}

/**
 * Finds quotes of an older version in a note that is folded, whatever became of wrapping and marks: where the words stand, or, if they were
 * edited, what stands between their surroundings; of several places the one where most is as it was, but for words that stood once and stand
 * once: they have moved. Where too little is as it
 * was, or as much in two places, the words alone tell the place, if just as many are left for them as there are quotes of them:
 * those keep their order. Else `undefined`: no place is better than a wrong one. Takes time in proportion to the note.
 */
export function reanchorQuotes(
  { text, starts, ends }: Folded,
  quotes: readonly FoldedQuote[],
  places: Places = placesOfParts(text, quotes),
): (Reanchored | undefined)[] {
  const trimmed = text.trimEnd();
  const startsOf = new Map<string, Set<number>>();
  for (const { words, start } of quotes) startsOf.set(words, (startsOf.get(words) ?? new Set()).add(start));
  const spans = quotes.map((quote) => {
    const [only, ...others] = standing(trimmed, quote, places);
    // Moved: what stands now between its old surroundings is something else.
    const isMoved = others.length === 0 && startsOf.get(quote.words)?.size === 1;
    if (only && isMoved && quote.words.length >= ENOUGH) return only;
    const all = only ? [only, ...others] : [];
    return onlyBest(quote, [...all, ...between(trimmed, quote, places)]);
  });
  const aloneOf = leftPlaces(quotes, spans, (words) => wholePlaces(trimmed, words, places));
  return quotes.map((quote, index) => {
    const best = spans[index];
    const kind = best?.kind ?? "alone";
    const place = best ?? aloneOf(quote);
    return place && { start: starts[place.from] ?? 0, end: ends[place.to - 1] ?? 0, kind };
  });
}

/** Where words and surroundings of some quotes stand in a folded note: what `reanchorQuotes` asks, to be looked for at once for many lists of quotes. */
export function placesOfParts(text: string, quotes: readonly FoldedQuote[]): Places {
  const parts = quotes.flatMap((quote) => [quote.words, wholeBefore(quote), wholeAfter(quote)]);
  return occurrencesOf(text.trimEnd(), parts, TOO_COMMON);
}

function onlyBest(quote: FoldedQuote, spans: readonly Span[]): Span | undefined {
  const enough = Math.min(ENOUGH, quote.before.length + quote.words.length + quote.after.length);
  const [best, ...others] = spans
    .filter(({ same }) => same >= enough)
    .toSorted((one, other) => other.same - one.same);
  const isRival = ({ kind, same }: Span) =>
    best !== undefined && best.same - same < (kind === "standing" && best.kind === kind ? SAYS_LITTLE : 1);
  return others.some(isRival) ? undefined : best;
}

type Places = ReadonlyMap<string, readonly number[]>;

function standing(text: string, quote: FoldedQuote, places: Places): Span[] {
  const { length } = quote.words;
  return wholePlaces(text, quote.words, places).map((from) => {
    const to = from + length;
    return { from, to, same: length + agreementAt(quote, text, from, to), kind: "standing" };
  });
}

/** Where words stand that are no part of longer ones. */
function wholePlaces(text: string, words: string, places: Places): number[] {
  return (places.get(words) ?? []).filter((from) => isWhole(text, from, from + words.length));
}

/** What stands between the surroundings, where both stand near each other and neither stands between them once more. */
function between(text: string, quote: FoldedQuote, places: Places): Span[] {
  const [before, after] = [wholeBefore(quote), wholeAfter(quote)];
  const opened =
    before.length < SAYS_LITTLE
      ? [text.startsWith(before) ? before.length : -1]
      : (places.get(before) ?? []).map((at) => at + before.length);
  const closed =
    after.length < SAYS_LITTLE
      ? [text.endsWith(after) ? text.length - after.length : -1]
      : (places.get(after) ?? []);
  const spans: Span[] = [];
  let next = 0;
  for (const end of closed) {
    // The last beginning before this end; those before the end before it belong to that.
    let start = -1;
    for (; next < opened.length && (opened[next] ?? 0) <= end; next += 1) start = opened[next] ?? -1;
    if (start === -1 || end - start > longestEdited(quote.words.length)) continue;
    const from = text[start] === " " ? start + 1 : start;
    const to = text[end - 1] === " " ? end - 1 : end;
    if (from < to) spans.push({ from, to, same: agreementAt(quote, text, from, to), kind: "edited" });
  }
  return spans;
}

/** Without the first word: it may be what is left of a link or a mark. */
function wholeBefore({ before }: FoldedQuote): string {
  const whole = before.replace(/^\S+ /, "");
  return whole.length < SAYS_LITTLE ? before : whole;
}

/** Without the last word, and without the text of a link that goes on behind it. */
function wholeAfter({ after }: FoldedQuote): string {
  const whole = after.replace(/ \S*\[[^\]]*$| \S+$/, "");
  return whole.length < SAYS_LITTLE ? after : whole;
}
