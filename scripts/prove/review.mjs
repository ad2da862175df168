// What is proved: the built packages, as users get them.
import { fileURLToPath } from "node:url";

import { openLedger } from "../../packages/db/dist/index.js";

export { listFindings, openLedger, verifyLedger } from "../../packages/db/dist/index.js";
export * as lifecycle from "../../packages/lifecycle/dist/index.js";

/** @typedef {Awaited<ReturnType<typeof openLedger>>} Ledger */

/**
 * Opens a ledger for some work and closes it.
 * @template T
 * @param {string} path
 * @param {(ledger: Ledger) => Promise<T>} work
 * @param {{ clock?: () => Date }} [options]
 */
export async function withLedger(path, work, options) {
  const ledger = await openLedger(path, options);
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}

/** @param {string} path */
const fromRoot = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The folder of the repository. */
export const REPOSITORY = fromRoot("");

/** The files that start the two command lines. */
export const REVIEW_SPLIT = fromRoot("packages/cli-split/bin/review-split.cjs");
export const REVIEW_NESTED = fromRoot("packages/cli-nested/bin/review-nested.cjs");

/** A program or preloaded module of these proofs. @param {string} name */
export const program = (name) => fromRoot(`scripts/prove/programs/${name}`);
