import { foldMarkdown } from "./fold-markdown.ts";

/** A paragraph of a note, as it stands there. */
export interface Passage {
  start: number;
  end: number;
}

const WORD = /[\p{L}\p{N}]+/gu;
/** Words in more paragraphs than this say nothing about where a quote is from, and would cost the square of the note. */
const TOO_COMMON = 1000;

/**
 * Answers for quotes that do not stand in a note which paragraph has most of their words, so that whoever wrote one finds the
 * right words; undefined where none shares one. The paragraphs are read once, in time in proportion to the note.
 */
export function nearestPassageFinder(note: string): (quote: string) => Passage | undefined {
  const passages = passagesOf(note);
  const placesOf = new Map<string, number[]>();
  for (const [index, { start, end }] of passages.entries()) {
    for (const word of wordsOf(note.slice(start, end))) {
      const places = placesOf.get(word);
      if (!places) placesOf.set(word, [index]);
      else if (places.length <= TOO_COMMON) places.push(index);
    }
  }
  return (quote) => {
    const shared = new Map<number, number>();
    for (const word of wordsOf(quote)) {
      const places = placesOf.get(word) ?? [];
      if (places.length > TOO_COMMON) continue;
      // A rare word says more than a frequent one.
      for (const index of places) shared.set(index, (shared.get(index) ?? 0) + 1 / places.length);
    }
    let best: [index: number, weight: number] | undefined;
    for (const [index, weight] of shared) if (!best || weight > best[1]) best = [index, weight];
    return best && passages[best[0]];
  };
}

function wordsOf(text: string): Set<string> {
  return new Set(foldMarkdown(text).text.toLowerCase().match(WORD) ?? []);
}

function passagesOf(note: string): Passage[] {
  const passages: Passage[] = [];
  for (const { index, 0: paragraph } of note.matchAll(/[^\r\n]+(?:(?:\r\n|\n|\r)[^\r\n]+)*/g)) {
    passages.push({ start: index, end: index + paragraph.length });
  }
  return passages;
}
