import type { Finding, Quotation } from "./finding.ts";

/** Without what says nothing of whether words stand: the marks of Markdown around them, and how lines break and begin. */
const plain = (text: string): string =>
  text
    .replace(/[*_`~]+/g, "")
    .replace(/[\s>]+/g, " ")
    .trim();

/**
 * Answers of findings which of their quotes a note has nowhere, whatever their lines and marks are: that no place is known says not that
 * words are gone, nor does a place say that they are there. Words of which nothing but marks is left are looked for as they are.
 */
export function goneMarker(note: string): (finding: Finding) => Finding {
  let words: string | undefined;
  const isThere = ({ text, place }: Quotation): boolean => {
    if (place && note.slice(place.startOffset, place.endOffset) === text) return true;
    const quoted = plain(text);
    if (quoted === "") return note.includes(text.trim());
    words ??= plain(note);
    return words.includes(quoted);
  };
  return (finding) => {
    if (finding.quotes.every(isThere)) return finding;
    const quotes = finding.quotes.map((quote) =>
      isThere(quote) ? quote : { ...quote, isGone: true as const },
    );
    return { ...finding, quotes };
  };
}
