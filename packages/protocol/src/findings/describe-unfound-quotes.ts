import { quoteForMessage } from "../names.ts";
import { locateCutQuotes, type QuotePlace } from "../quotes/locate-quotes.ts";
import { nearestPassageFinder, type Passage } from "../quotes/nearest-passage.ts";
import { positionFinder } from "../quotes/positions.ts";
import { beginsWithin, endsWithin } from "../quotes/whole-words.ts";
import type { FindingProblem } from "./finding-problem.ts";

/** A quote that does not stand in a note, and which finding has it, from 1. */
interface UnfoundQuote {
  readonly quote: string | QuotePlace;
  readonly finding: number;
}

/** As much of a passage as helps to find it. */
const SHOWN = 300;

/** Says of some quotes that do not stand in a note why. */
export type DescribeUnfound = (unfound: readonly UnfoundQuote[]) => FindingProblem[];

/**
 * Says of each quote that does not stand in the note why: it begins or ends within a word, or which passage is nearest. `quotes` are
 * all that will be asked about. Takes time in proportion to the note, once, and little more for many quotes.
 */
export function unfoundDescriber(note: string, quotes: readonly (string | QuotePlace)[]): DescribeUnfound {
  let reading: Reading | undefined;
  return (unfound) => {
    if (unfound.length === 0) return [];
    reading ??= readNote(note, quotes);
    return describeUnfound(note, unfound, reading);
  };
}

type Reading = ReturnType<typeof readNote>;

function readNote(note: string, quotes: readonly (string | QuotePlace)[]) {
  const words = [...new Set(quotes.flatMap((quote) => (typeof quote === "string" ? [quote] : [])))];
  const cuts = locateCutQuotes(note, words);
  return {
    cutOf: new Map(words.map((quote, index) => [quote, cuts[index]])),
    nearestOf: nearestPassageFinder(note),
    positionOf: positionFinder(note),
  };
}

function describeUnfound(
  note: string,
  unfound: readonly UnfoundQuote[],
  { cutOf, nearestOf, positionOf }: Reading,
): FindingProblem[] {
  return unfound.map(({ quote, finding }) => {
    const about = { code: "quote-not-found", finding } as const;
    if (typeof quote !== "string") {
      const message = `finding ${finding}: ${quote.start} to ${quote.end} is no place in the note`;
      return { ...about, message };
    }
    const passageOf = ({ start, end }: Passage) => ({
      line: positionOf(start).line,
      text: cut(note.slice(start, end)),
    });
    const cutAt = cutOf.get(quote);
    if (cutAt) {
      const nearest = passageOf(wholePlace(note, cutAt));
      const why = describeCut(note, cutAt);
      const message = `finding ${finding}: the quote ${onOneLine(quote)} (line ${nearest.line}) ${why}: quote whole words`;
      return { ...about, quote, nearest, message };
    }
    const what = `finding ${finding}: the note does not say ${onOneLine(quote)}`;
    const passage = nearestOf(quote);
    if (!passage)
      return { ...about, quote, message: `${what}: copy the words of the note character by character` };
    const nearest = passageOf(passage);
    const is = `nearest is line ${nearest.line}, ${onOneLine(nearest.text)}`;
    return { ...about, quote, nearest, message: `${what}; ${is}: copy the words character by character` };
  });
}

function describeCut(note: string, { start, end }: QuotePlace): string {
  const [first, last] = [wordAround(note, start), wordAround(note, end)];
  const said = [
    ...(first && beginsWithin(note, start) ? [`begins within ${told(note, first)}`] : []),
    ...(last && endsWithin(note, end) ? [`ends within ${told(note, last)}`] : []),
  ];
  return said.length > 0 ? said.join(" and ") : "begins or ends within a word of the note";
}

function wholePlace(note: string, { start, end }: QuotePlace): Passage {
  return { start: wordAround(note, start)?.start ?? start, end: wordAround(note, end)?.end ?? end };
}

/** A word, or a number with its sign and separators. */
const WORD =
  /(?:(?<![\p{L}\p{N}\p{M}])[-−+.](?=\p{Nd}))?[\p{L}\p{N}\p{M}]+(?:(?<=\p{Nd})[-−+.,:/](?=\p{Nd})[\p{L}\p{N}\p{M}]+)*/gu;
/** So much around a place is looked at: nobody needs more of a word to find it. */
const AROUND = 60;

/** The word that begins before a place and ends behind it. */
function wordAround(note: string, at: number): Passage | undefined {
  const from = Math.max(0, at - AROUND);
  for (const { index, 0: word } of note.slice(from, at + AROUND).matchAll(WORD)) {
    const start = from + index;
    if (start < at && start + word.length > at) return { start, end: start + word.length };
  }
  return undefined;
}

const told = (note: string, { start, end }: Passage) => onOneLine(note.slice(start, end));
const onOneLine = (text: string) => quoteForMessage(text.trim().replace(/\s+/g, " "));
const cut = (text: string) => (text.length > SHOWN ? `${text.slice(0, SHOWN).toWellFormed()}…` : text);
