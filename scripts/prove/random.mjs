import { createHash } from "node:crypto";

/** @typedef {ReturnType<typeof createRandom>} Random */

/**
 * Numbers that look random and are the same for the same seed (mulberry32).
 * @param {...(string | number)} seed
 */
export function createRandom(...seed) {
  let state = createHash("sha256").update(seed.join("/")).digest().readInt32LE();

  /** At least 0 and below 1. */
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };

  /** A whole number from 0 to below the limit. @param {number} limit */
  const below = (limit) => Math.floor(next() * limit);

  /** @template T @param {readonly T[]} list @returns {T} */
  const pick = (list) => {
    const [picked] = list.slice(below(list.length));
    if (picked === undefined) throw new Error("there is nothing to pick from");
    return picked;
  };

  /** So many items of a list, none twice, in its order. @template T @param {readonly T[]} list @param {number} amount */
  const sample = (list, amount) => {
    const rest = list.map((_, index) => index);
    const left = Math.max(list.length - amount, 0);
    while (rest.length > left && amount > 0) rest.splice(below(rest.length), 1);
    return list.filter((_, index) => !rest.includes(index));
  };

  return { next, below, pick, sample };
}
