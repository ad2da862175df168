import { foldMarkdown } from "../quotes/fold-markdown.ts";
import type { QuoteAnchor } from "./anchor-quote.ts";

/** What a reviewer reported: a message, and where in the note it holds. */
export interface IdentifiableFinding {
  readonly message: string;
  readonly quotes: readonly QuoteAnchor[];
}

/** A quote as it is compared: its words and the words around it, folded, and where it stands in its note. */
export interface FoldedQuote {
  readonly words: string;
  readonly before: string;
  readonly after: string;
  readonly start: number;
  readonly end: number;
}

export interface FoldedFinding {
  readonly message: string;
  /** With distinct words; quotes of which folding leaves nothing are left out. */
  readonly quotes: readonly FoldedQuote[];
}

export function foldFinding({ message, quotes }: IdentifiableFinding): FoldedFinding {
  const byWords = new Map<string, FoldedQuote>();
  for (const quote of quotes.map(foldQuote)) {
    if (quote.words !== "" && !byWords.has(quote.words)) byWords.set(quote.words, quote);
  }
  return { message: foldMarkdown(message).text.trim(), quotes: [...byWords.values()] };
}

/** The text of a link may begin before the prefix. The line end keeps the first words at the beginning of a line. */
const OPENING = "[\n";
/** The target of a link may end behind the suffix. */
const CLOSING = ")";

/** Folds a quote together with its surroundings: alone, a half of a link or of emphasis is not what it is in the note. */
export function foldQuote({ exact, prefix, suffix, start, end }: QuoteAnchor): FoldedQuote {
  const first = OPENING.length + prefix.length;
  const behind = first + exact.length;
  const folded = foldMarkdown(OPENING + prefix + exact + suffix + CLOSING);
  const [before, words, after] = [
    [OPENING.length, first],
    [first, behind],
    [behind, behind + suffix.length],
  ].map(([from = 0, to = 0]) => {
    const isWithin = (at: number) => at >= from && at < to;
    const chosen = folded.starts.findIndex(isWithin);
    const last = folded.starts.findLastIndex(isWithin);
    return chosen === -1 ? "" : folded.text.slice(chosen, last + 1).trim();
  });
  return { words: words ?? "", before: before ?? "", after: after ?? "", start, end };
}
