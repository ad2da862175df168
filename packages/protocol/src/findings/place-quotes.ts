import { placeReader, type QuotationPlace } from "../quotes/positions.ts";
import type { QuoteAnchor } from "./anchor-quote.ts";
import { quoteRelocator } from "./relocate-quotes.ts";

/**
 * Answers for quotes of other versions of a note where they stand in the text that it has now; undefined for those of which too
 * little is left. Each list has the quotes of one review. Ask for those of all reviews at once: the note is read each time.
 */
export function quotePlacer(
  note: string,
): (lists: readonly (readonly QuoteAnchor[])[]) => (QuotationPlace | undefined)[][] {
  const relocate = quoteRelocator(note);
  let placeOf: ReturnType<typeof placeReader> | undefined;
  return (lists) => {
    placeOf ??= placeReader(note);
    return relocate(lists).map((places) => places.map((place) => place && placeOf?.(place)));
  };
}
