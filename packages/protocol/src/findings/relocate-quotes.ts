import type { QuotePlace } from "../quotes/locate-quotes.ts";
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
  const placeOf = new Map(moved.map((quote, index) => [quote, places[index]]));
  return quotes.map((quote) => {
    const { start, end } = placeOf.has(quote) ? (placeOf.get(quote) ?? {}) : quote;
    return start === undefined || end === undefined ? undefined : { start, end };
  });
}
