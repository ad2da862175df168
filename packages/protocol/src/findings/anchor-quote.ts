/** Where a quote stands in one version of a note, with the words around it, as a TextQuoteSelector of the W3C has them. */
export interface QuoteAnchor {
  readonly exact: string;
  /** At most 32 UTF-16 units before and behind, fewer at the ends of the note, never half a surrogate pair. */
  readonly prefix: string;
  readonly suffix: string;
  /** UTF-16 offsets in the note. */
  readonly start: number;
  readonly end: number;
}

/** As many units before and behind a quote are kept, where there are so many. */
export const AROUND = 32;
const HALF_PAIRS = /^[\udc00-\udfff]|[\ud800-\udbff]$/g;

/** The anchor of a place in a note, such as `locateQuotes` gives it. */
export function anchorQuote(note: string, { start, end }: { start: number; end: number }): QuoteAnchor {
  const prefix = note.slice(Math.max(0, start - AROUND), start).replace(HALF_PAIRS, "");
  const suffix = note.slice(end, end + AROUND).replace(HALF_PAIRS, "");
  return { exact: note.slice(start, end), prefix, suffix, start, end };
}

/** The anchor of a quote as it is kept, with its offsets by the names that they have there. */
export function anchorOf(kept: {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly startOffset: number;
  readonly endOffset: number;
}): QuoteAnchor {
  const { exact, prefix, suffix, startOffset: start, endOffset: end } = kept;
  return { exact, prefix, suffix, start, end };
}
