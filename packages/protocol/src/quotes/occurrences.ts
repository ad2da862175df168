import { spanHashes } from "./span-hashes.ts";

/** Units of a part by which places are picked out; more would cost nothing, and find nothing more. */
const KEY = 16;
const BASE = 0x9e3779b1;

/**
 * Comparisons that a few parts of a text of usual length may take one by one, at the worst: a millisecond, and the tables for many take as long
 * for each of thousands of notes.
 */
const FEW = 1_000_000;

/**
 * Where each of many parts stands in a text, as ascending offsets, in one pass for all (Rabin and Karp) and not one for each: a
 * thousand parts cost little more than one. A part that stands in more than `atMost` places, or is empty, has no entry.
 */
export function occurrencesOf(
  text: string,
  parts: Iterable<string>,
  atMost: number,
  few = FEW,
): Map<string, number[]> {
  const places = new Map<string, number[]>();
  const others: string[] = [];
  let pace = few;
  for (const part of new Set(parts)) {
    if (part === "") continue;
    pace -= part.length * text.length;
    places.set(part, pace < 0 ? [] : placesOf(text, part, atMost));
    if (pace < 0) others.push(part);
  }
  scanBySize(text, others, {
    mayBeAt: () => true,
    tell: (part, at) => {
      const known = places.get(part) ?? [];
      known.push(at);
      return known.length <= atMost;
    },
  });
  for (const [part, known] of places) if (known.length > atMost) places.delete(part);
  return places;
}

/** Where one part stands; of one that stands in more than `atMost` places one more. */
function placesOf(text: string, part: string, atMost: number): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(part); at !== -1 && places.length <= atMost; at = text.indexOf(part, at + 1)) {
    places.push(at);
  }
  return places;
}

/**
 * The first place of each of many parts whose span a caller accepts, in one pass for all; a part without one has no entry. However
 * often a part stands where its span is refused, it is compared there by its hash alone.
 */
export function firstOccurrences(
  text: string,
  parts: Iterable<string>,
  fits: (text: string, start: number, end: number) => boolean,
): Map<string, number> {
  const first = new Map<string, number>();
  scanBySize(text, new Set(parts), {
    mayBeAt: (part, at) => fits(text, at, at + part.length),
    tell: (part, at) => {
      first.set(part, at);
      return false;
    },
  });
  return first;
}

/** Those of some words that do not stand in a text, character by character; in one pass for all. */
export function wordsNotIn(text: string, words: readonly string[]): Set<string> {
  const places = occurrencesOf(text, words, 0);
  return new Set(words.filter((each) => places.get(each)?.length === 0));
}

interface Asker {
  /** Whether a place is asked for at all: seen before the part is compared there. */
  mayBeAt: (part: string, at: number) => boolean;
  /** Is told a place, and says whether more of this part are asked for. */
  tell: (part: string, at: number) => boolean;
}

function scanBySize(text: string, parts: Iterable<string>, asker: Asker): void {
  const bySize = new Map<number, string[]>();
  for (const part of parts) {
    if (part === "") continue;
    const size = Math.min(part.length, KEY);
    const sameSize = bySize.get(size);
    if (sameSize) sameSize.push(part);
    else bySize.set(size, [part]);
  }
  const hashes = spanHashes(text);
  for (const [size, sameSize] of bySize) scan(text, sameSize, size, hashes, asker);
}

/**
 * Tells each place of each part, until it is told that no more are asked for; the parts have at least `size` units. Each is looked for
 * by that window of `size` units of it that the text has least often, and mostly not at all: parts may begin alike in as many places as
 * they like. A long part of which each window is frequent is compared by its hash first, as in a text of one period.
 */
function scan(
  text: string,
  parts: readonly string[],
  size: number,
  hashes: ReturnType<typeof spanHashes>,
  { mayBeAt, tell }: Asker,
): void {
  const counts = new Uint32Array(2 ** BITS);
  eachWindow(text, size, (hash) => {
    const bucket = bucketOf(hash);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  });
  const byHash = new Map<number, Sought[]>();
  // Asking an array of bytes first spares the map nearly all places of the text.
  const isLikely = new Uint8Array(2 ** BITS);
  for (const part of parts) {
    let rarest = { count: Number.POSITIVE_INFINITY, hash: 0, offset: 0 };
    eachWindow(part, size, (hash, offset) => {
      const count = counts[bucketOf(hash)] ?? 0;
      if (count < rarest.count) rarest = { count, hash, offset };
    });
    const { count, hash, offset } = rarest;
    if (count === 0) continue;
    isLikely[bucketOf(hash)] = 1;
    const same = byHash.get(hash);
    const isFrequent = part.length > LONG && count > FREQUENT;
    const sought = { part, offset, mayStandAt: isFrequent ? hashes(part) : undefined };
    if (same) same.push(sought);
    else byHash.set(hash, [sought]);
  }
  if (byHash.size === 0) return;
  eachWindow(text, size, (hash, at) => {
    if (isLikely[bucketOf(hash)] !== 1) return;
    const left = byHash.get(hash);
    if (!left) return;
    // From behind, so that a part that goes leaves the others where they are: in a text of one period thousands have the same window.
    for (let index = left.length - 1; index >= 0; index -= 1) {
      const { part, offset, mayStandAt } = left[index] ?? NONE;
      const start = at - offset;
      if (start < 0 || mayStandAt?.(start) === false || !mayBeAt(part, start)) continue;
      if (text.startsWith(part, start) && !tell(part, start)) left.splice(index, 1);
    }
  });
}

interface Sought {
  part: string;
  /** Where in the part its rarest window begins. */
  offset: number;
  mayStandAt: ((start: number) => boolean) | undefined;
}

const NONE: Sought = { part: "", offset: Infinity, mayStandAt: undefined };
/** Units of a part, and places of its rarest window, from which on comparing at each place would cost more than hashes do. */
const LONG = 64;
const FREQUENT = 64;

/** How many bits of a hash are counted by: more than a text of usual length has windows. */
const BITS = 18;
/** The last unit of a window changes the lowest bits of its hash alone. */
const bucketOf = (hash: number) => Math.imul(hash, BASE) >>> (32 - BITS);

/** The hash of each window of a text, and where it begins. */
function eachWindow(text: string, size: number, visit: (hash: number, at: number) => void): void {
  let leaving = 1;
  for (let at = 0; at < size; at += 1) leaving = Math.imul(leaving, BASE);
  let hash = 0;
  for (let end = 0; end < text.length; end += 1) {
    hash = (Math.imul(hash, BASE) + text.charCodeAt(end)) | 0;
    const at = end + 1 - size;
    if (at > 0) hash = (hash - Math.imul(leaving, text.charCodeAt(at - 1))) | 0;
    if (at >= 0) visit(hash, at);
  }
}
