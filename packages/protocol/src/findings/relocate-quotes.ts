import { locateQuotes, type QuotePlace } from "../quotes/locate-quotes.ts";
import type { QuoteAnchor } from "./anchor-quote.ts";
import { foldQuote } from "./folded-finding.ts";
import { reanchorQuotes } from "./reanchor-quotes.ts";

/**
 * Where quotes of one version of a note stand in the text it has now: as they were, elsewhere, or where their words were edited
 * what stands in their place. `undefined` where too little is left to say.
 */
export function relocateQuotes(note: string, quotes: readonly QuoteAnchor[]): (QuotePlace | undefined)[] {
  const isThere = ({ exact, prefix, suffix, start, end }: QuoteAnchor) =>
    note.slice(start - prefix.length, end + suffix.length) === prefix + exact + suffix;
  const moved = quotes.filter((quote) => !isThere(quote));
  const places = moved.length === 0 ? [] : reanchorQuotes(note, moved.map(foldQuote));
  const placeOf = new Map(moved.map((quote, index) => [quote, within(note, quote, places[index])]));
  return quotes.map((quote) => {
    const { start, end } = placeOf.has(quote) ? (placeOf.get(quote) ?? {}) : quote;
    return start === undefined || end === undefined ? undefined : { start, end };
  });
}

/**
 * What was put between a quote and what stood around it is no part of it. Where nothing around it is as it was, its words tell
 * its place if they stand once in the note.
 */
function within(note: string, { exact }: QuoteAnchor, place: QuotePlace | undefined): QuotePlace | undefined {
  const span = place ?? { start: 0, end: note.length };
  const [found] = locateQuotes(note.slice(span.start, span.end), [exact]);
  const again = found && note.indexOf(exact, found.start + 1);
  if (!found || (!place && again !== -1)) return place;
  return { start: span.start + found.start, end: span.start + found.end };
}
