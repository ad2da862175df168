import { placeReader, type QuotationPlace } from "../quotes/positions.ts";
import type { QuoteAnchor } from "./anchor-quote.ts";
import { quoteRelocator } from "./relocate-quotes.ts";

/**
 * Answers for quotes of other versions of a note where they stand in the text that it has now; undefined for those of which too
 * little is left. Ask for the quotes of one review at a time. What is dear is read once, when it is asked for.
 */
export function quotePlacer(
  note: string,
): (quotes: readonly QuoteAnchor[]) => (QuotationPlace | undefined)[] {
  const relocate = quoteRelocator(note);
  let placeOf: ReturnType<typeof placeReader> | undefined;
  return (quotes) => {
    placeOf ??= placeReader(note);
    return relocate(quotes).map((place) => place && placeOf?.(place));
  };
}
