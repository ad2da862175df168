import { occurrencesOf } from "./occurrences.ts";

/** Places of a part that are kept, at least, and those of all parts together: some ten megabytes. */
const USUAL = 1_000;
const MOST = 2_000_000;

/** A text, and the offsets at which its paragraphs end, but for the last. */
interface Paragraphs {
  text: string;
  paragraphs: readonly number[];
}

/** Whether what stands at a span of a text may be a quote. */
export type Fits = (text: string, start: number, end: number) => boolean;

/**
 * Finds some parts one behind another in the first paragraph that has them so, each at the first place that fits: from the first of them to
 * behind the last. Where each stands is looked up once for all, so that a thousand quotes cost little more than one.
 */
export function partsLocator(
  { text, paragraphs }: Paragraphs,
  all: readonly string[],
  fits: Fits,
  most = MOST,
): (parts: readonly string[]) => { start: number; end: number } | undefined {
  const known = new Set(all);
  const places = occurrencesOf(text, known, Math.max(Math.min(USUAL, most), Math.floor(most / known.size)));
  const ends = [...paragraphs, text.length];
  const spanOf = (index: number) => ({ start: ends[index - 1] ?? 0, end: ends[index] ?? text.length });
  const fitting = new Map<string, readonly number[] | undefined>();

  /** Where a part stands and fits; undefined for one that stands nearly everywhere. */
  const placesOf = (part: string) => {
    if (!fitting.has(part)) {
      const isFitting = (at: number) => {
        const { start, end } = spanOf(firstAtLeast(ends, at + 1));
        if (at + part.length > end) return false;
        return fits(text.slice(start, end), at - start, at - start + part.length);
      };
      fitting.set(part, places.get(part)?.filter(isFitting));
    }
    return fitting.get(part);
  };

  /** The parts in a paragraph, each at its first place behind the one before. */
  const locateIn = (index: number, parts: readonly string[]) => {
    const { start, end } = spanOf(index);
    let first: number | undefined;
    let behind = start;
    for (const part of parts) {
      const listed = placesOf(part);
      const at = listed
        ? listed[firstAtLeast(listed, behind)]
        : findPart(text.slice(start, end), part, fits, behind - start, start);
      if (at === undefined || at >= end) return undefined;
      first ??= at;
      behind = at + part.length;
    }
    return first === undefined ? undefined : { start: first, end: behind };
  };

  return (parts) => {
    const lists = parts.map(placesOf).filter((list) => list !== undefined);
    const rarest = lists.toSorted((a, b) => a.length - b.length)[0];
    // Where all are everywhere, they are soon found.
    const candidates = rarest ?? ends.keys();
    let tried = -1;
    for (const candidate of candidates) {
      const index = rarest ? firstAtLeast(ends, candidate + 1) : candidate;
      if (index === tried) continue;
      tried = index;
      const found = locateIn(index, parts);
      if (found) return found;
    }
    return undefined;
  };
}

/** The index of the first of some ascending numbers that is no less than one. */
function firstAtLeast(numbers: readonly number[], least: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first place of a part in a text that begins at `offset` of a longer one: an offset of that. */
function findPart(text: string, part: string, fits: Fits, from: number, offset: number): number | undefined {
  let at = text.indexOf(part, from);
  while (at !== -1 && !fits(text, at, at + part.length)) at = text.indexOf(part, at + 1);
  return at === -1 ? undefined : offset + at;
}
