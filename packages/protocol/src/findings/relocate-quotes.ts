import { type Folded, foldMarkdown } from "../quotes/fold-markdown.ts";
import { locateQuotes, type QuotePlace } from "../quotes/locate-quotes.ts";
import type { QuoteAnchor } from "./anchor-quote.ts";
import { foldQuote } from "./folded-finding.ts";
import { placesOfParts, type Reanchored, reanchorQuotes } from "./reanchor-quotes.ts";
import { hasWord, placesOfLines, relocateByLines } from "./relocate-lines.ts";

/**
 * Answers where quotes of other versions of a note stand in the text it has now: as they were, elsewhere, or where their words
 * were edited what stands in their place; where words tell nothing, by the text of their line. `undefined` where too little is left to say.
 * The quotes of each list tell of each other which of several places is whose. The text is read once for all lists: there may be thousands.
 */
export function quoteRelocator(
  note: string,
): (lists: readonly (readonly QuoteAnchor[])[]) => (QuotePlace | undefined)[][] {
  let folded: Folded | undefined;
  const isThere = ({ exact, prefix, suffix, start, end }: QuoteAnchor) =>
    note.slice(start - prefix.length, end + suffix.length) === prefix + exact + suffix;
  /** Those that are there still tell which of several places of the same words is whose. */
  const reanchor = (lists: readonly (readonly QuoteAnchor[])[]) => {
    const asked = lists.map((quotes) => (quotes.every(isThere) ? [] : quotes.map(foldQuote)));
    if (asked.every((quotes) => quotes.length === 0)) return [];
    folded ??= foldMarkdown(note);
    const places = placesOfParts(folded.text, asked.flat());
    return asked.map((quotes) => (folded && quotes.length > 0 ? reanchorQuotes(folded, quotes, places) : []));
  };
  return (lists) => {
    const reanchored = reanchor(lists);
    const standing = lists.map((quotes, list) =>
      quotes.map((quote, index) => {
        const place = isThere(quote) ? quote : within(note, quote, reanchored[list]?.[index]);
        return place && { start: place.start, end: place.end };
      }),
    );
    const lost = lists.flatMap((quotes, list) => quotes.filter((_, index) => !standing[list]?.[index]));
    if (lost.length === 0) return standing;
    const lines = placesOfLines(note, lost);
    return lists.map((quotes, list) => relocateByLines(note, quotes, standing[list] ?? [], lines));
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
