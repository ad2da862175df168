// Whether everyday commands stay usable with a ledger of a million runs.
import { withFolder } from "./knowledge-base.mjs";
import { peakMemory, spread, timeNode } from "./measure.mjs";
import { makeMillionRuns } from "./million-runs.mjs";
import { REVIEW_NESTED } from "./programs.mjs";

/** @param {number} rounds @param {import("./report.mjs").Report} report */
export async function benchMillionRuns(rounds, report) {
  await withFolder(async (root) => {
    await makeMillionRuns(root);
    const times = async (/** @type {string[]} */ ...args) => {
      const all = [];
      for (let round = -1; round < rounds; round += 1) {
        const time = await timeNode([REVIEW_NESTED, ...args], { cwd: root });
        if (round >= 0) all.push(time);
      }
      return spread(all);
    };
    const what = (/** @type {string} */ command) => `\`${command}\`, 1,000,000 runs`;
    report.timed({ what: what("warns"), ms: await times("warns"), target: 1000 });
    report.timed({ what: what("doctor"), ms: await times("doctor"), target: 10_000 });
    const list = ["runs", "--limit", "1000000", "--json"];
    const mib = await peakMemory([REVIEW_NESTED, ...list], { cwd: root });
    report.peak({ what: what("runs --json"), mib, target: 250 });
  });
}
