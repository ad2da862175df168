// Double the text, at most two and a half times the time: for everything that reads somebody else's text. And no step
// keeps the signals and timeouts of a process waiting.
import { setImmediate } from "node:timers/promises";
import { commandTrials } from "./growth-commands.mjs";
import { findingTrials } from "./growth-findings.mjs";
import { gateTrials } from "./growth-gates.mjs";
import { NOTE_STEPS, NOTES } from "./growth-notes.mjs";
import { ELLIPSIS_STEPS, PARAGRAPHS, PATTERN_STEPS, REPETITIONS } from "./growth-patterns.mjs";
import { FRONT_MATTER_STEPS, LAST_STEPS, TEXT_STEPS } from "./growth-steps.mjs";
import { FRONT_MATTER, MARKDOWN } from "./growth-texts.mjs";
import { treeTrials } from "./growth-trees.mjs";
import { requireGrowth } from "./require-growth.mjs";
import { runAsProgram } from "./run-as-program.mjs";
import { slowness, threadTime } from "./yardstick.mjs";

const KB = 1_000;
/** A step that takes longer keeps signals and timeouts waiting; on a slower machine it is as many times as long. */
const LONGEST_BLOCK_MS = 200;

/** @type {import("./proof.mjs").Proof} */
export const proof = {
  name: "growth",
  title: "no text of up to 5 MB takes longer than its length says, or keeps anything waiting",
  notOnServer: "what it measures is texts, not ledgers",
  *trials({ size }) {
    const isLong = size === "long";
    const sizes = isLong ? [8, 4, 2, 1].map((part) => (5_000 * KB) / part) : [40 * KB, 80 * KB];
    // Longer ones are read in another thread, these are not: to start it is no growth.
    const sizesOfNotes = isLong ? sizes : [10 * KB, 20 * KB];
    for (const [steps, texts, longestBlock, lengths] of /** @type {const} */ ([
      [TEXT_STEPS, MARKDOWN, LONGEST_BLOCK_MS, sizes],
      [FRONT_MATTER_STEPS, FRONT_MATTER, LONGEST_BLOCK_MS, sizes],
      [NOTE_STEPS, NOTES, LONGEST_BLOCK_MS, sizesOfNotes],
      [LAST_STEPS, MARKDOWN, Infinity, sizes],
      // What is so long here is cut, or refused, before it is asked.
      [PATTERN_STEPS, REPETITIONS, Infinity, sizes],
      // In another thread, where they stand in a long note.
      [ELLIPSIS_STEPS, PARAGRAPHS, Infinity, sizes],
    ])) {
      for (const [what, step] of Object.entries(steps)) {
        yield {
          name: `${what}: ${Object.keys(texts).length} kinds of text`,
          run: ({ count }) => measureAll(step, texts, { sizes: lengths, longestBlock, count }),
        };
      }
    }
    yield* commandTrials(size);
    yield* findingTrials(size);
    yield* treeTrials(size);
    yield* gateTrials(size);
  },
};

/**
 * @param {import("./growth-steps.mjs").Step} step
 * @param {Record<string, (length: number) => string>} texts
 * @param {{ sizes: readonly number[], longestBlock: number, count: import("./proof.mjs").TrialContext["count"] }} limits
 */
async function measureAll(step, texts, { sizes, longestBlock, count }) {
  // Loaded and compiled before it is measured.
  for (const make of Object.values(texts)) await step(make(2 * KB), step.other?.(make(2 * KB)) ?? "");
  const failed = [];
  for (const [kind, make] of Object.entries(texts)) {
    try {
      const times = await requireGrowth(sizes, async (length) => {
        const text = flatten(make(length));
        const other = flatten(step.other?.(text) ?? "");
        return measure(() => step(text, other));
      });
      count("kinds of text measured");
      count("kB of hostile text read", sizes.reduce((sum, length) => sum + length, 0) / KB);
      if (times.longestBlock > longestBlock) requireShort(times.longestBlock, longestBlock * slowness());
    } catch (error) {
      failed.push(`${kind}: ${error instanceof Error ? error.message : error}`);
    }
  }
  if (failed.length > 0) throw new Error(failed.join("; "));
}

/** @param {number} blockMs @param {number} limit */
function requireShort(blockMs, limit) {
  if (blockMs <= limit) return;
  throw new Error(`it blocked for ${blockMs} ms, where ${Math.round(limit)} are allowed`);
}

/**
 * CPU time of some work in all threads, and the most that our own took between two turns of anything else. (Time on the
 * wall would be that of whatever else the machine is doing.)
 * @param {() => unknown} work
 */
async function measure(work) {
  let [turn, longest, isOver] = [threadTime(), 0, false];
  const takeTurn = () => {
    const now = threadTime();
    longest = Math.max(longest, now - turn);
    turn = now;
    if (!isOver) globalThis.setImmediate(takeTurn);
  };
  takeTurn();
  await setImmediate();
  const before = cpuTime();
  await work();
  const cpuMs = cpuTime() - before;
  await setImmediate();
  isOver = true;
  return { cpuMs, blockMs: Math.round(longest) };
}

function cpuTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The same text in one piece: one that was repeated is put together when it is first read. @param {string} text */
function flatten(text) {
  return Buffer.from(text, "utf16le").toString("utf16le");
}

await runAsProgram(import.meta, proof);
