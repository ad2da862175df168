// What a proof is: a guarantee, and trials that break if it does not hold. Every trial has a number; with the seed
// it gives the trial its randomness, so that one that broke can be run again alone.
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRandom } from "./random.mjs";
import { isOnServer } from "./server.mjs";

/**
 * @typedef {"short" | "long"} Size
 *
 * @typedef {object} TrialContext
 * @property {import("./random.mjs").Random} random the same for the same seed and number
 * @property {string} folder an empty folder of its own, removed afterwards
 * @property {(figure: string, amount?: number) => void} count adds to a figure of the proof
 *
 * @typedef {object} Trial
 * @property {string} name
 * @property {(context: TrialContext) => Promise<void>} run throws if the guarantee does not hold
 *
 * @typedef {object} Proof
 * @property {string} name also that of its file
 * @property {string} title what it is about, in a few words
 * @property {string} [notOnServer] why it is made on files alone; by default it is made on a server, too, where REVIEW_DB names one
 * @property {number} [jobs] trials at a time in the long version; default 1
 * @property {(options: { size: Size, random: import("./random.mjs").Random, folder: string }) =>
 *   Iterable<Trial> | AsyncIterable<Trial>} trials in an order that depends on size and seed alone
 *
 * @typedef {{ number: number, name: string, error: unknown }} Failure
 * @typedef {{ name: string, why: string }} Skipped
 *
 * @typedef {object} Outcome
 * @property {string} proof
 * @property {number} seed
 * @property {number} trials
 * @property {Record<string, number>} figures
 * @property {Failure[]} failures
 * @property {Skipped[]} skipped
 * @property {number} seconds
 */

/** Thrown by a trial that cannot be made on this machine. */
export class CannotTry extends Error {}

/**
 * Runs the trials of a proof, or only the one with the number `only`.
 * @param {Proof} proof
 * @param {{ size: Size, seed: number, only?: number | undefined, jobs?: number, say?: (line: string) => void }} options
 * @returns {Promise<Outcome>}
 */
export async function runProof(
  proof,
  { size, seed, only, jobs = size === "long" ? (proof.jobs ?? 1) : 1, say = () => undefined },
) {
  const started = performance.now();
  /** @type {Outcome} */
  const outcome = { proof: proof.name, seed, trials: 0, figures: {}, failures: [], skipped: [], seconds: 0 };
  if (isOnServer && proof.notOnServer !== undefined) {
    outcome.skipped.push({ name: "on a server", why: proof.notOnServer });
    return outcome;
  }
  const folder = await realpath(await mkdtemp(join(tmpdir(), `review-prove-${proof.name}-`)));
  /** @param {string} figure */
  const count = (figure, amount = 1) => {
    outcome.figures[figure] = (outcome.figures[figure] ?? 0) + amount;
  };

  /** @param {Trial} trial @param {number} number */
  const runTrial = async (trial, number) => {
    const own = await mkdtemp(join(folder, "trial-"));
    try {
      await trial.run({ random: createRandom(seed, proof.name, number), folder: own, count });
      outcome.trials += 1;
    } catch (error) {
      if (error instanceof CannotTry) {
        outcome.skipped.push({ name: trial.name, why: error.message });
        say(`not tried: ${trial.name}: ${error.message}`);
        return;
      }
      outcome.trials += 1;
      outcome.failures.push({ number, name: trial.name, error });
      say(`FAILED: trial ${number}, ${trial.name}: ${describeError(error)}`);
      say(`  again: ${reproduction(outcome, number, size)}`);
    } finally {
      await rm(own, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    }
  };

  try {
    const running = new Set();
    let number = 0;
    for await (const trial of proof.trials({ size, random: createRandom(seed, proof.name), folder })) {
      number += 1;
      if (only !== undefined && number !== only) continue;
      while (running.size >= jobs) await Promise.race(running);
      const work = runTrial(trial, number).finally(() => running.delete(work));
      running.add(work);
    }
    await Promise.all(running);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
  outcome.seconds = (performance.now() - started) / 1000;
  return outcome;
}

/** One line about an outcome. @param {Outcome} outcome */
export function summarize({ proof, trials, figures, failures, skipped, seed, seconds }) {
  const [onServer] = trials === 0 ? skipped : [];
  if (onServer) return `${proof}: not made ${onServer.name}: ${onServer.why}`;
  const verdict = failures.length > 0 ? `${failures.length} FAILED` : trials > 0 ? "holds" : "nothing tried";
  const parts = [`${trials} trials`, describeFigures(figures)].filter(Boolean);
  if (skipped.length > 0) parts.push(`${skipped.length} not tried`);
  return `${proof}: ${verdict}: ${parts.join(", ")} (seed ${seed}, ${seconds.toFixed(1)} s)`;
}

/** The figures of an outcome as they are read: `1,234 kills, 56 commands`. @param {Record<string, number>} figures */
export function describeFigures(figures) {
  return Object.entries(figures)
    .map(([name, amount]) => `${amount.toLocaleString("en-US")} ${name}`)
    .join(", ");
}

/** @param {Pick<Outcome, "proof" | "seed">} outcome @param {number} number @param {Size} size */
export function reproduction({ proof, seed }, number, size) {
  return `node scripts/prove/${proof}.mjs --seed ${seed} --only ${number}${size === "short" ? " --short" : ""}`;
}

/** @param {unknown} error @returns {string} */
function describeError(error) {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\ncaused by ${describeError(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
