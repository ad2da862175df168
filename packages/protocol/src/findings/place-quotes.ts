import { placeReader, type QuotationPlace } from "../quotes/positions.ts";
import type { QuoteAnchor } from "./anchor-quote.ts";
import { relocateQuotes } from "./relocate-quotes.ts";

/** Where quotes of one version of a note stand in the text that it has now; undefined for those of which too little is left. */
export function placeQuotes(note: string, quotes: readonly QuoteAnchor[]): (QuotationPlace | undefined)[] {
  const placeOf = placeReader(note);
  return relocateQuotes(note, quotes).map((place) => place && placeOf(place));
}
