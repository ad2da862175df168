import { createHash } from "node:crypto";
import { posix } from "node:path";
import type { Stratum } from "./flip-bound.ts";

/** Of what a sample is drawn: a note, and how large it is. */
export interface Drawable {
  notePath: string;
  /** In bytes. */
  size: number;
}

/** A sample, and from what it was drawn. */
export interface Drawn<Pair> {
  pairs: Pair[];
  strata: Stratum[];
}

/** Drawn from one part of the population at least: with fewer, the bound would lose more than the parts win. */
const PER_STRATUM = 5;

/**
 * Draws so many pairs, one of each note: the notes are laid in a row by folder and size, the row is cut into parts, and of
 * each part as many are drawn as its share is. The same seed draws the same from the same notes, and mostly the same from
 * almost the same ones.
 */
export function drawSample<Pair extends Drawable>(
  population: readonly Pair[],
  { amount, seed }: { amount: number; seed: string },
): Drawn<Pair> {
  const row = population.toSorted(byFolderAndSize);
  const all = Math.min(amount, row.length);
  const parts = Math.max(Math.floor(all / PER_STRATUM), 1);
  const drawn: Drawn<Pair> = { pairs: [], strata: [] };
  let [start, taken] = [0, 0];
  for (let part = 1; part <= parts; part += 1) {
    const until = Math.round((all * part) / parts);
    const end = all === 0 ? row.length : Math.round((row.length * until) / all);
    const stratum = row.slice(start, end);
    drawn.strata.push({ size: stratum.length, drawn: until - taken });
    drawn.pairs.push(...lotsOf(stratum, seed).slice(0, until - taken));
    [start, taken] = [end, until];
  }
  return drawn;
}

/** In an order that nobody has chosen but the seed. */
function lotsOf<Pair extends Drawable>(stratum: readonly Pair[], seed: string): Pair[] {
  return stratum
    .map((pair) => ({ pair, lot: lotOf(pair, seed) }))
    .toSorted((a, b) => compare(a.lot, b.lot))
    .map(({ pair }) => pair);
}

const lotOf = ({ notePath }: Drawable, seed: string): string =>
  createHash("sha256")
    .update(JSON.stringify([seed, notePath]))
    .digest("hex");

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const byFolderAndSize = (a: Drawable, b: Drawable) =>
  compare(posix.dirname(a.notePath), posix.dirname(b.notePath)) ||
  a.size - b.size ||
  compare(a.notePath, b.notePath);
