// Whether everyday commands stay usable with a ledger of a million runs.
import { join } from "node:path";
import { withFolder } from "./knowledge-base.mjs";
import { inTurn, peakMemory, spread, timeNode } from "./measure.mjs";
import { makeMillionRuns } from "./million-runs.mjs";
import { REVIEW_NESTED } from "./programs.mjs";

/** @param {number} rounds @param {import("./report.mjs").Report} report */
export async function benchMillionRuns(rounds, report) {
  await withFolder(async (folder) => {
    const [root, ofOneModel] = [join(folder, "ten-models"), join(folder, "one-model")];
    await makeMillionRuns(root);
    await makeMillionRuns(ofOneModel, 1);
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
    const peak = async (/** @type {string[]} */ ...args) => ({
      mib: await peakMemory([REVIEW_NESTED, ...args], { cwd: root }),
      target: 250,
    });
    report.peak({ what: what("runs --json"), ...(await peak(...list)) });
    // What others said of the same pairs is not asked for, and of all who passed them one is enough.
    const of100000 = "100,000 runs, of one model";
    const verify = async (/** @type {string} */ cwd, /** @type {string[]} */ ...args) =>
      timeNode([REVIEW_NESTED, "verify", ...args], { cwd });
    report.compared({
      what: what("verify --model"),
      than: of100000,
      times: await inTurn(
        rounds,
        () => verify(root, "--model", "model-0"),
        () => verify(ofOneModel, "--model", "model-0"),
      ),
      target: 1.2,
    });
    report.compared({
      what: `${what("verify")}, of ten models`,
      than: of100000,
      times: await inTurn(
        rounds,
        () => verify(root),
        () => verify(ofOneModel),
      ),
      target: 3,
    });
    report.peak({ what: what("verify"), ...(await peak("verify")) });
    report.peak({ what: what("costs"), ...(await peak("costs")) });
    report.peak({ what: what("gates report"), ...(await peak("gates", "report")) });
  });
}
