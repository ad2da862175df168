import { type Folded, foldMarkdown } from "./fold-markdown.ts";
import { isWhole } from "./whole-words.ts";

/** Where a quote stands: UTF-16 offsets in the note, from the first word to behind the last. */
export interface QuotePlace {
  start: number;
  end: number;
}

const ELLIPSIS = /\s*(?:\[\s*(?:\.{3}|…)\s*\]|\.{3}|…)\s*/;

/**
 * Finds each quote in a note: exactly as it stands there; else by the words that a reader sees, whatever became of white space, line
 * ends, marks of Markdown and typographic marks; else, where it has an ellipsis, by its parts in their order within one
 * paragraph. Nothing is guessed: a changed number, a dropped word or another order is no quote. A match neither begins nor
 * ends within a word or a number. `undefined` for a quote that does not stand in the note.
 */
export function locateQuotes(note: string, quotes: readonly string[]): (QuotePlace | undefined)[] {
  const readings = new Map<Reading, Folded>();
  return quotes.map((quote) => {
    const trimmed = quote.trim();
    if (!SAYS_SOMETHING.test(trimmed)) return undefined;
    const exact = findWhole(note, trimmed);
    if (exact !== undefined) return { start: exact, end: exact + trimmed.length };
    for (const reading of READINGS) {
      const folded = readings.get(reading) ?? foldMarkdown(note, reading);
      readings.set(reading, folded);
      const found = locateFolded(folded, trimmed);
      if (found) return found;
    }
    return undefined;
  });
}

/** How a note may have been read: its text, with or without the numbers of lists, or the page that it is shown as. */
const READINGS = [
  { numbers: true, shown: false },
  { numbers: false, shown: false },
  { numbers: true, shown: true },
  { numbers: false, shown: true },
] as const;
type Reading = (typeof READINGS)[number];

const SAYS_SOMETHING = /[\p{L}\p{N}]/u;

function locateFolded(note: Folded, quote: string): QuotePlace | undefined {
  // Reviewers put quotation marks around what they quote.
  const bare = /^(["“„«‘'])([\s\S]+)(["”“»’'])$/.exec(quote)?.[2];
  for (const written of bare === undefined ? [quote] : [quote, bare]) {
    const folded = foldMarkdown(written).text.trim();
    const at = SAYS_SOMETHING.test(folded) ? findWhole(note.text, folded) : undefined;
    if (at !== undefined) return placeOf(note, at, at + folded.length);
    const parts = written.split(ELLIPSIS).filter((part) => part !== "");
    const inParts = parts.length > 1 ? locateParts(note, parts) : undefined;
    if (inParts) return inParts;
  }
  return undefined;
}

/** The parts one behind another in the first paragraph that has them so. */
function locateParts(note: Folded, parts: readonly string[]): QuotePlace | undefined {
  const words = parts.map((part) => foldMarkdown(part).text.trim());
  if (!words.every((part) => SAYS_SOMETHING.test(part))) return undefined;
  let start = 0;
  for (const end of [...note.paragraphs, note.text.length]) {
    const paragraph = note.text.slice(start, end);
    let behind = 0;
    let first: number | undefined;
    const isThere = words.every((part) => {
      const at = findWhole(paragraph, part, behind);
      if (at === undefined) return false;
      first ??= at;
      behind = at + part.length;
      return true;
    });
    if (isThere && first !== undefined) return placeOf(note, start + first, start + behind);
    start = end;
  }
  return undefined;
}

function findWhole(text: string, part: string, from = 0): number | undefined {
  let at = text.indexOf(part, from);
  while (at !== -1 && !isWhole(text, at, at + part.length)) at = text.indexOf(part, at + 1);
  return at === -1 ? undefined : at;
}

function placeOf({ starts, ends }: Folded, from: number, to: number): QuotePlace {
  return { start: starts[from] ?? 0, end: ends[to - 1] ?? 0 };
}
