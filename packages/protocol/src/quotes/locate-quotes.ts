import { type Folded, foldMarkdown } from "./fold-markdown.ts";
import { type Fits, partsLocator } from "./locate-parts.ts";
import { firstOccurrences } from "./occurrences.ts";
import { isWhole } from "./whole-words.ts";

/** Where a quote stands: UTF-16 offsets in the note, from the first word to behind the last. */
export interface QuotePlace {
  start: number;
  end: number;
}

const ELLIPSIS = /\[\s*(?:\.{3}|…)\s*\]|\.{3}|…/;

/**
 * Finds each quote in a note: exactly as it stands there; else by the words that a reader sees, whatever became of white space, line
 * ends, marks of Markdown and typographic marks; else, where it has an ellipsis, by its parts in their order within one
 * paragraph. Nothing is guessed: a changed number, a dropped word or another order is no quote. A match neither begins nor
 * ends within a word or a number. `undefined` for a quote that does not stand in the note.
 */
export function locateQuotes(note: string, quotes: readonly string[]): (QuotePlace | undefined)[] {
  return locateFitting(note, quotes, isWhole);
}

/** The same for quotes that may begin or end within a word, so that whoever wrote one is told that it does. */
export function locateCutQuotes(note: string, quotes: readonly string[]): (QuotePlace | undefined)[] {
  return locateFitting(note, quotes, () => true);
}

/** Comparisons that it may take to see that a quote stands somewhere as it is, at the worst. */
const SOON = 1_000_000;

/** Whether a short look shows that a quote stands in a note just as it is, so that `locateQuotes` finds it. False says nothing. */
export function standsPlainly(note: string, quote: string): boolean {
  if (quote.length * note.length > SOON || quote !== quote.trim() || !SAYS_SOMETHING.test(quote))
    return false;
  const at = note.indexOf(quote);
  return at !== -1 && isWhole(note, at, at + quote.length);
}

function locateFitting(note: string, quotes: readonly string[], fits: Fits): (QuotePlace | undefined)[] {
  const asked = quotes.map((quote) => quote.trim());
  const places: (QuotePlace | undefined)[] = quotes.map(() => undefined);
  const inStage = (locate: (left: readonly string[]) => (quote: string) => QuotePlace | undefined) => {
    const left = asked.filter((quote, index) => !places[index] && SAYS_SOMETHING.test(quote));
    if (left.length === 0) return;
    const placeOf = locate(left);
    for (const [index, quote] of asked.entries()) places[index] ??= placeOf(quote);
  };
  inStage((left) => {
    const first = firstOccurrences(note, left, fits);
    return (quote) => {
      const start = SAYS_SOMETHING.test(quote) ? first.get(quote) : undefined;
      return start === undefined ? undefined : { start, end: start + quote.length };
    };
  });
  for (const reading of READINGS) inStage((left) => foldedLocator(foldMarkdown(note, reading), left, fits));
  return places;
}

/** How a note may have been read: its text, with or without the numbers of lists, or the page that it is shown as. */
export const READINGS = [
  { numbers: true, shown: false },
  { numbers: false, shown: false },
  { numbers: true, shown: true },
  { numbers: false, shown: true },
] as const;

/** What is worth looking for: marks alone stand anywhere. */
export const SAYS_SOMETHING = /[\p{L}\p{N}]/u;

/** One of the ways in which a quote may be meant: its words, and those of its parts where it has an ellipsis. */
interface Meaning {
  words: string;
  parts: readonly string[];
}

/** Reviewers put quotation marks around what they quote. */
function meaningsOf(quote: string): Meaning[] {
  const bare = /^(["“„«‘'])([\s\S]+)(["”“»’'])$/.exec(quote)?.[2];
  return (bare === undefined ? [quote] : [quote, bare]).map((written) => {
    const parts = written
      .split(ELLIPSIS)
      .map((part) => part.trim())
      .filter((part) => part !== "");
    return {
      words: foldMarkdown(written).text.trim(),
      parts: parts.length > 1 ? parts.map((part) => foldMarkdown(part).text.trim()) : [],
    };
  });
}

function foldedLocator(
  note: Folded,
  quotes: readonly string[],
  fits: Fits,
): (quote: string) => QuotePlace | undefined {
  const meanings = new Map(quotes.map((quote) => [quote, meaningsOf(quote)]));
  const all = [...meanings.values()].flat();
  const first = firstOccurrences(
    note.text,
    all.flatMap(({ words, parts }) => [words, ...parts]),
    fits,
  );
  const isWorthALook = ({ words, parts }: Meaning) =>
    !first.has(words) &&
    parts.length > 0 &&
    parts.every((part) => SAYS_SOMETHING.test(part) && first.has(part));
  const inParts = all.filter(isWorthALook);
  const locateParts =
    inParts.length > 0
      ? partsLocator(
          note,
          inParts.flatMap(({ parts }) => parts),
          fits,
        )
      : undefined;
  return (quote) => {
    for (const meaning of meanings.get(quote) ?? []) {
      const { words, parts } = meaning;
      const at = SAYS_SOMETHING.test(words) ? first.get(words) : undefined;
      if (at !== undefined) return placeOf(note, at, at + words.length);
      const found = isWorthALook(meaning) ? locateParts?.(parts) : undefined;
      if (found) return placeOf(note, found.start, found.end);
    }
    return undefined;
  };
}

function placeOf({ starts, ends }: Folded, from: number, to: number): QuotePlace {
  return { start: starts[from] ?? 0, end: ends[to - 1] ?? 0 };
}
