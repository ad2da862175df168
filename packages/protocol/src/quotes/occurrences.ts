/** Units of a part by which places are picked out; more would cost nothing, and find nothing more. */
const KEY = 16;
const BASE = 0x9e3779b1;

/**
 * Where each of many parts stands in a text, as ascending offsets, in one pass for all (Rabin and Karp) and not one for each: a
 * thousand parts cost little more than one. A part that stands in more than `atMost` places, or is empty, has no entry.
 */
export function occurrencesOf(text: string, parts: Iterable<string>, atMost: number): Map<string, number[]> {
  const places = new Map<string, number[]>();
  const bySize = new Map<number, string[]>();
  for (const part of new Set(parts)) {
    if (part === "") continue;
    places.set(part, []);
    const size = Math.min(part.length, KEY);
    const sameSize = bySize.get(size);
    if (sameSize) sameSize.push(part);
    else bySize.set(size, [part]);
  }
  for (const [size, sameSize] of bySize) {
    scan(text, sameSize, size, (part, at) => {
      const known = places.get(part) ?? [];
      if (known.length <= atMost) known.push(at);
    });
  }
  for (const [part, known] of places) if (known.length > atMost) places.delete(part);
  return places;
}

/** Those of some words that do not stand in a text, character by character; in one pass for all. */
export function wordsNotIn(text: string, words: readonly string[]): Set<string> {
  const places = occurrencesOf(text, words, 0);
  return new Set(words.filter((each) => places.get(each)?.length === 0));
}

/** Tells each place of each part; the parts have at least `size` units. */
function scan(
  text: string,
  parts: readonly string[],
  size: number,
  tell: (part: string, at: number) => void,
): void {
  const byHash = new Map<number, string[]>();
  // Asking an array of bytes first spares the map nearly all places of the text.
  const isLikely = new Uint8Array(1 << 16);
  for (const part of parts) {
    let hash = 0;
    for (let at = 0; at < size; at += 1) hash = (Math.imul(hash, BASE) + part.charCodeAt(at)) | 0;
    isLikely[hash >>> 16] = 1;
    const same = byHash.get(hash);
    if (same) same.push(part);
    else byHash.set(hash, [part]);
  }
  let leaving = 1;
  for (let at = 0; at < size; at += 1) leaving = Math.imul(leaving, BASE);
  let hash = 0;
  for (let end = 0; end < text.length; end += 1) {
    hash = (Math.imul(hash, BASE) + text.charCodeAt(end)) | 0;
    const at = end + 1 - size;
    if (at < 0) continue;
    if (at > 0) hash = (hash - Math.imul(leaving, text.charCodeAt(at - 1))) | 0;
    if (isLikely[hash >>> 16] !== 1) continue;
    for (const part of byHash.get(hash) ?? []) if (text.startsWith(part, at)) tell(part, at);
  }
}
