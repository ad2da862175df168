import type { QuotePlace } from "../quotes/locate-quotes.ts";
import { type Position, positionFinder } from "../quotes/positions.ts";
import type { QuoteAnchor } from "./anchor-quote.ts";
import { relocateQuotes } from "./relocate-quotes.ts";

/** A part of a note. Lines and columns from 1, columns in UTF-16 units; offsets in UTF-16 units; ends are behind the last unit. */
export interface NoteSpan {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A quote with the words around it, and where it stands. */
export type PlacedQuote = Omit<QuoteAnchor, "start" | "end"> & NoteSpan;

type PositionOf = (offset: number) => Position;

/** Where quotes of one version of a note stand in the text that it has now; undefined for those of which too little is left. */
export function placeQuotes(note: string, quotes: readonly QuoteAnchor[]): (NoteSpan | undefined)[] {
  const positionOf = positionFinder(note);
  return relocateQuotes(note, quotes).map((place) => place && spanOf(place, positionOf));
}

/** All that is kept of a quote. */
export function placeAnchor({ start, end, ...words }: QuoteAnchor, positionOf: PositionOf): PlacedQuote {
  return { ...words, ...spanOf({ start, end }, positionOf) };
}

function spanOf({ start, end }: QuotePlace, positionOf: PositionOf): NoteSpan {
  const [from, to] = [positionOf(start), positionOf(end)];
  return {
    startOffset: start,
    endOffset: end,
    startLine: from.line,
    startColumn: from.column.utf16,
    endLine: to.line,
    endColumn: to.column.utf16,
  };
}
