import { type Folded, foldMarkdown } from "../quotes/fold-markdown.ts";
import { locateQuotes, type QuotePlace } from "../quotes/locate-quotes.ts";
import type { QuoteAnchor } from "./anchor-quote.ts";
import { foldQuote } from "./folded-finding.ts";
import { type Reanchored, reanchorQuotes } from "./reanchor-quotes.ts";
import { hasWord, relocateByLines } from "./relocate-lines.ts";

/**
 * Answers where quotes of other versions of a note stand in the text it has now: as they were, elsewhere, or where their words
 * were edited what stands in their place; where words tell nothing, by the text of their line. `undefined` where too little is left to say. The text is folded once, if it has to be.
 */
export function quoteRelocator(note: string): (quotes: readonly QuoteAnchor[]) => (QuotePlace | undefined)[] {
  let folded: Folded | undefined;
  const isThere = ({ exact, prefix, suffix, start, end }: QuoteAnchor) =>
    note.slice(start - prefix.length, end + suffix.length) === prefix + exact + suffix;
  const reanchor = (quotes: readonly QuoteAnchor[]) => {
    folded ??= foldMarkdown(note);
    return reanchorQuotes(folded, quotes.map(foldQuote));
  };
  return (quotes) => {
    // Those that are there still tell which of several places of the same words is whose.
    const places = quotes.every(isThere) ? [] : reanchor(quotes);
    const standing = quotes.map((quote, index) => {
      const place = isThere(quote) ? quote : within(note, quote, places[index]);
      return place && { start: place.start, end: place.end };
    });
    return relocateByLines(note, quotes, standing);
  };
}

/** What was put between a quote and what stood around it is no part of it. */
function within(note: string, { exact }: QuoteAnchor, place: Reanchored | undefined): QuotePlace | undefined {
  // A mark of punctuation stands somewhere in every note.
  if (place?.kind === "alone" && !hasWord(exact)) return undefined;
  if (place?.kind !== "edited") return place;
  const [found] = locateQuotes(note.slice(place.start, place.end), [exact]);
  return found ? { start: place.start + found.start, end: place.start + found.end } : place;
}
