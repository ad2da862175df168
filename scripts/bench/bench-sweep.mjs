// What a sweep adds to its reviewers.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeKnowledgeBase, withFolder } from "./knowledge-base.mjs";
import { inTurn, timeNode, timeNothing, timeTogether } from "./measure.mjs";
import { REVIEW_NESTED } from "./programs.mjs";

const REVIEWER = fileURLToPath(new URL("programs/slow-reviewer.mjs", import.meta.url));
const JOBS = 8;
const ROUNDS_OF_RUNNER = 5;

/** @param {number} rounds @param {import("./report.mjs").Report} report */
export async function benchSweep(rounds, report) {
  await withFolder(async (root) => {
    const config = { runners: { slow: { command: [process.execPath, REVIEWER] } } };
    makeKnowledgeBase(root, { notes: 200, gates: 1, config });
    const options = [
      "--runner",
      "slow",
      "--model",
      "opus",
      "--trust",
      "--batch-size",
      "5",
      "--jobs",
      String(JOBS),
    ];
    const times = await inTurn(
      rounds,
      () => {
        rmSync(join(root, ".review"), { recursive: true, force: true });
        return timeNode([REVIEW_NESTED, "sweep", "--all-gates", ...options, "--root", root]);
      },
      async () => {
        let time = await timeNothing();
        for (let round = 0; round < ROUNDS_OF_RUNNER; round += 1) {
          time += await timeTogether(Array.from({ length: JOBS }, () => () => timeNode([REVIEWER])));
        }
        return time;
      },
    );
    const floor = `${ROUNDS_OF_RUNNER} rounds of ${JOBS} runners, and \`node -e 0\``;
    report.compared({
      what: "sweep, 200 pairs, batch 5, jobs 8",
      than: floor,
      times: times,
      target: 1.15,
      older: "8,400–14,800 ms for 100 pairs, one batch at a time",
    });
  });
}
