/** Twice the text may take so many times as long. */
const MOST = 2.5;
/** Of so much CPU time nobody can say whose it was: of the work, of collecting garbage, of caches that were cold. */
const NOISE_MS = 250;
/** Nothing that grows as it should takes longer for the largest text here; not to wait for a square of 5 MB. */
const HOPELESS_MS = 60_000;
const TRIES = 4;

/**
 * @typedef {{ cpuMs: number, blockMs?: number }} Measured
 * @typedef {{ cpuMs: number, longestBlock: number }} Grown
 */

/**
 * Measures some work for texts of growing lengths, each twice the one before it. Throws if twice the length took more than
 * two and a half times the CPU time. What is measured on a busy machine is never too short: each size is measured
 * again before it counts as too long, and the shortest time counts. Returns the time for the longest text, and the
 * longest block in its best try.
 * @param {readonly number[]} sizes
 * @param {(length: number) => Promise<Measured>} measure
 * @returns {Promise<Grown>}
 */
export async function requireGrowth(sizes, measure) {
  /** @type {Required<Measured>[]} */
  const best = [];
  for (const [index, size] of sizes.entries()) {
    best.push(await measureOnce(measure, size));
    for (let tries = 1; tries < TRIES && isTooLong(best, index); tries += 1) {
      best[index - 1] = shorter(best[index - 1], await measureOnce(measure, sizes[index - 1] ?? 0));
      best[index] = shorter(best[index], await measureOnce(measure, size));
    }
    if (isTooLong(best, index)) {
      const [half, whole] = [best[index - 1]?.cpuMs, best[index]?.cpuMs].map((ms) => Math.round(ms ?? 0));
      throw new Error(`${whole} ms for ${size} characters, ${half} ms for half of them`);
    }
  }
  for (let tries = 1; tries < TRIES && (best.at(-1)?.blockMs ?? 0) > 150; tries += 1) {
    best[sizes.length - 1] = shorter(best.at(-1), await measureOnce(measure, sizes.at(-1) ?? 0));
  }
  const { cpuMs = 0, blockMs = 0 } = best.at(-1) ?? {};
  return { cpuMs, longestBlock: blockMs };
}

/** @param {(length: number) => Promise<Measured>} measure @param {number} size */
async function measureOnce(measure, size) {
  const { cpuMs, blockMs = 0 } = await measure(Math.floor(size));
  return { cpuMs, blockMs };
}

/** @param {readonly Measured[]} best @param {number} index */
function isTooLong(best, index) {
  const [half, whole] = [best[index - 1], best[index]];
  if (!whole) return false;
  return whole.cpuMs > HOPELESS_MS || (half !== undefined && whole.cpuMs > MOST * half.cpuMs + NOISE_MS);
}

/** @param {Required<Measured> | undefined} one @param {Required<Measured>} other */
function shorter(one, other) {
  if (!one) return other;
  return {
    cpuMs: Math.min(one.cpuMs, other.cpuMs),
    blockMs: Math.min(one.blockMs, other.blockMs),
  };
}
