import { foldMarkdown } from "./fold-markdown.ts";

/** Some sentences or lines of a note, as they stand there. */
export interface Passage {
  start: number;
  end: number;
}

const WORD = /[\p{L}\p{N}]+/gu;
/** Words in more paragraphs than this say nothing about where a quote is from, and would cost the square of the note. */
const TOO_COMMON = 1000;

/**
 * Answers for quotes that do not stand in a note which passage has most of their words, so that whoever wrote one finds the
 * right words; undefined where none shares one. It is within one paragraph, and begins and ends with a sentence or line that has
 * such words. The note is read once, in time in proportion to it.
 */
export function nearestPassageFinder(note: string): (quote: string) => Passage | undefined {
  const paragraphs = [...paragraphsOf(note)];
  const placesOf = new Map<string, number[]>();
  for (const [index, { start, end }] of paragraphs.entries()) {
    for (const word of wordsOf(note.slice(start, end))) {
      const places = placesOf.get(word);
      if (!places) placesOf.set(word, [index]);
      else if (places.length <= TOO_COMMON) places.push(index);
    }
  }
  const piecesOf = new Map<number, Piece[]>();
  return (quote) => {
    const weights = new Map<string, number>();
    const shared = new Map<number, number>();
    for (const word of wordsOf(quote)) {
      const places = placesOf.get(word) ?? [];
      if (places.length > TOO_COMMON || places.length === 0) continue;
      // A rare word says more than a frequent one.
      weights.set(word, 1 / places.length);
      for (const index of places) shared.set(index, (shared.get(index) ?? 0) + 1 / places.length);
    }
    let best: [index: number, weight: number] | undefined;
    for (const [index, weight] of shared) if (!best || weight > best[1]) best = [index, weight];
    const paragraph = best && paragraphs[best[0]];
    if (!best || !paragraph) return undefined;
    const pieces = piecesOf.get(best[0]) ?? [...readPieces(note, paragraph)];
    piecesOf.set(best[0], pieces);
    return bestRun(pieces, weights, 2 * quote.length) ?? paragraph;
  };
}

interface Piece extends Passage {
  words: ReadonlySet<string>;
}

/** Of the pieces one behind another that are together no longer than this, or are one alone, those that have most of the words, and no piece too many. */
function bestRun(
  pieces: readonly Piece[],
  weights: ReadonlyMap<string, number>,
  longest: number,
): Passage | undefined {
  const run: { piece: Piece; shared: string[] }[] = [];
  const times = new Map<string, number>();
  let weight = 0;
  let first = 0;
  const change = (words: readonly string[], by: 1 | -1) => {
    for (const word of words) {
      const [before = 0, after] = [times.get(word), (times.get(word) ?? 0) + by];
      times.set(word, after);
      if (before === 0 || after === 0) weight += by * (weights.get(word) ?? 0);
    }
  };
  let best: (Passage & { weight: number }) | undefined;
  for (const piece of pieces) {
    const shared = [...piece.words].filter((word) => weights.has(word));
    if (shared.length === 0) continue;
    run.push({ piece, shared });
    change(shared, 1);
    for (; first < run.length - 1; first += 1) {
      const leading = run[first];
      if (!leading) break;
      const isLong = piece.end - leading.piece.start > longest;
      if (!isLong && leading.shared.some((word) => times.get(word) === 1)) break;
      change(leading.shared, -1);
    }
    if (weight > (best?.weight ?? 0)) {
      best = { start: run[first]?.piece.start ?? piece.start, end: piece.end, weight };
    }
  }
  return best && { start: best.start, end: best.end };
}

function wordsOf(text: string): Set<string> {
  return new Set(foldMarkdown(text).text.toLowerCase().match(WORD) ?? []);
}

function* paragraphsOf(note: string): Generator<Passage> {
  for (const { index, 0: paragraph } of note.matchAll(/[^\r\n]+(?:(?:\r\n|\n|\r)[^\r\n]+)*/g)) {
    yield { start: index, end: index + paragraph.length };
  }
}

/** The lines of a paragraph, and of each its sentences. */
function* readPieces(note: string, { start, end }: Passage): Generator<Piece> {
  for (const { index, 0: piece } of note.slice(start, end).matchAll(/[^\r\n]+?(?:[.!?](?=\s)|$)/gm)) {
    const from = start + index + (piece.length - piece.trimStart().length);
    if (piece.trim() !== "") yield { start: from, end: start + index + piece.length, words: wordsOf(piece) };
  }
}
