import { wordsNotIn } from "@review/protocol";
import type { Finding, Quotation } from "./finding.ts";

/** Without what says nothing of whether words stand: the marks of Markdown around them, and how lines break and begin. */
const plain = (text: string): string =>
  text
    .replace(/[*_`~]+/g, "")
    .replace(/[\s>]+/g, " ")
    .trim();

/**
 * Answers of findings which of their quotes a note has nowhere, whatever their lines and marks are: that no place is known says not that
 * words are gone, nor does a place say that they are there. Words of which nothing but marks is left are looked for as they are. `asked` are
 * the words that are quoted: they are all looked for at once, as soon as one of them does not stand in its place.
 */
export function goneMarker(note: string, asked: readonly string[]): (finding: Finding) => Finding {
  let gone: ReadonlySet<string> | undefined;
  const isThere = ({ text, place }: Quotation): boolean => {
    if (place && note.slice(place.startOffset, place.endOffset) === text) return true;
    gone ??= goneOf(note, asked);
    return !gone.has(text);
  };
  return (finding) => {
    if (finding.quotes.every(isThere)) return finding;
    const quotes = finding.quotes.map((quote) =>
      isThere(quote) ? quote : { ...quote, isGone: true as const },
    );
    return { ...finding, quotes };
  };
}

function goneOf(note: string, texts: readonly string[]): Set<string> {
  const words = texts.map((text) => ({ text, quoted: plain(text) }));
  const gone = wordsNotIn(
    plain(note),
    words.map(({ quoted }) => quoted),
  );
  const marks = words.filter(({ quoted }) => quoted === "").map(({ text }) => text.trim());
  const goneMarks = wordsNotIn(note, marks);
  const isGone = ({ text, quoted }: (typeof words)[number]) =>
    quoted === "" ? goneMarks.has(text.trim()) : gone.has(quoted);
  return new Set(words.filter(isGone).map(({ text }) => text));
}
