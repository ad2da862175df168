import type { FindingQuote } from "@review/db";
import { placeReader, type QuoteAnchor } from "@review/protocol";

/** Makes of the anchors of quotes in a note all that is kept of them. */
export function quoteKeeper(note: string): (anchor: QuoteAnchor) => FindingQuote {
  const placeOf = placeReader(note);
  return ({ start, end, ...words }) => ({ ...words, ...placeOf({ start, end }) });
}
