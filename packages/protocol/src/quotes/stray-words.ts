import { type Folded, foldMarkdown } from "./fold-markdown.ts";
import { type QuotePlace, READINGS, SAYS_SOMETHING } from "./locate-quotes.ts";
import { firstOccurrences } from "./occurrences.ts";
import { isWhole } from "./whole-words.ts";

/**
 * Answers whether the words that stand at a place of a text stand outside of some spans of it, too, as they are there or as a reader sees them. A
 * place that is partly within a span is outside, and marks without a letter or number stand anywhere. The text is read once in each way in which a quote may be meant, and words are looked for once for each set of spans.
 */
export function strayFinder(
  text: string,
): (spans: readonly QuotePlace[]) => ({ start, end }: QuotePlace) => boolean {
  const readings = READINGS.map((reading) => {
    let folded: Folded | undefined;
    return (words: string) => {
      folded ??= foldMarkdown(text, reading);
      return { folded, words: foldMarkdown(words, reading).text.trim() };
    };
  });
  return (spans) => {
    const apart = outermost(spans);
    const known = new Map<string, boolean>();
    return ({ start, end }) => {
      const written = text.slice(start, end).trim();
      const before = known.get(written);
      if (before !== undefined) return before;
      const isStray =
        isOutside(text, written, apart, (at) => at) ||
        readings.some((read) => {
          const { folded, words } = read(written);
          return isOutside(folded.text, words, apart, placesOf(folded));
        });
      known.set(written, isStray);
      return isStray;
    };
  };
}

/** Where a unit of a searched text begins in the source, or, of the one before it, ends. */
type SourceOf = (at: number, isEnd: boolean) => number;

const placesOf =
  ({ starts, ends }: Folded): SourceOf =>
  (at, isEnd) =>
    (isEnd ? ends[at - 1] : starts[at]) ?? 0;

/** Whether words stand whole in a place that is not within one of some spans, which are in order and apart. */
function isOutside(
  searched: string,
  words: string,
  spans: readonly QuotePlace[],
  sourceOf: SourceOf,
): boolean {
  if (!SAYS_SOMETHING.test(words)) return false;
  let next = 0;
  // Asked of one place after another.
  const isStray = (_: string, at: number, behind: number) => {
    const [start, end] = [sourceOf(at, false), sourceOf(behind, true)];
    while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) < end) next += 1;
    const isWithin = (spans[next]?.start ?? Number.POSITIVE_INFINITY) <= start;
    return !isWithin && isWhole(searched, at, behind);
  };
  // Long words may stand in each place of a text of one period, and be compared there to their end.
  if (words.length > FEW) return firstOccurrences(searched, [words], isStray).size > 0;
  for (let at = searched.indexOf(words); at !== -1; at = searched.indexOf(words, at + 1)) {
    if (isStray(searched, at, at + words.length)) return true;
  }
  return false;
}

const FEW = 64;

/** Those of some spans that are in no other, in their order. Blocks of Markdown are apart or one in another. */
function outermost(spans: readonly QuotePlace[]): QuotePlace[] {
  const found: QuotePlace[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (span.end > (found.at(-1)?.end ?? -1)) found.push(span);
  }
  return found;
}
