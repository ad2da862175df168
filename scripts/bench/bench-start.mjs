// What an agent waits for: single commands, the whole split path, many processes at once.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeKnowledgeBase, withFolder } from "./knowledge-base.mjs";
import { inTurn, runNode, timeNode, timeNothing, timeTogether } from "./measure.mjs";
import { REVIEW_NESTED, REVIEW_SPLIT } from "./programs.mjs";

const REVIEW = "### Summary\n\nEvery sentence is clear.\n\n## Result: PASS\n";
const WHO = ["--runner", "agent", "--model", "opus"];
const PROCESSES = 32;

/** @param {number} rounds @param {import("./report.mjs").Report} report */
export async function benchStart(rounds, report) {
  await withFolder(async (root) => {
    const { gates, notes } = makeKnowledgeBase(root, { notes: 1, gates: 8 });
    const note = notes[0]?.id ?? "";
    const file = join(root, "review.txt");
    writeFileSync(file, REVIEW);
    const split = (/** @type {string[]} */ ...args) => [REVIEW_SPLIT, ...args, "--root", root, "--quiet"];
    const create = (/** @type {string[]} */ ...ids) => {
      const made = execFileSync(process.execPath, split("create", join(root, note), ...ids, ...WHO));
      return String(made).trim();
    };
    const writeAll = (/** @type {string} */ run, /** @type {readonly { id: string }[]} */ written) =>
      split("write", "--run", run, ...written.flatMap(({ id }) => ["--gate", id, "--file", file]));

    for (const program of [REVIEW_SPLIT, REVIEW_NESTED]) {
      const name = program === REVIEW_SPLIT ? "review-split" : "review-nested";
      const help = await inTurn(rounds, () => timeNode([program, "--help"]), timeNothing);
      report.compared({ what: `\`${name} --help\``, than: "`node -e 0`", times: help, target: 1.6 });
    }
    const one = gates[0]?.id ?? "";
    const open = create(one);
    const commands = {
      status: async () => timeNode(split("status", "--run", open)),
      write: async () => timeNode(writeAll(create(one), gates.slice(0, 1))),
      finalize: async () => {
        const run = create(one);
        await timeNode(writeAll(run, gates.slice(0, 1)));
        return timeNode(split("finalize", "--run", run));
      },
    };
    for (const [name, time] of Object.entries(commands)) {
      const times = await inTurn(rounds, time, timeNothing);
      report.compared({
        what: `\`review-split ${name}\``,
        than: "`node -e 0`",
        times: times,
        target: 1.6,
        ...(name !== "status" && { older: "59–61 ms" }),
      });
    }

    const byYargs = split("status", `--run=${open}`);
    report.compared({
      what: "`review-split status`",
      than: "the same, its arguments read by yargs",
      times: await inTurn(rounds, commands.status, () => timeNode(byYargs)),
      target: 0.8,
    });

    const path = await inTurn(
      rounds,
      async () => {
        const made = await runNode(split("create", join(root, note), ...gates.map(({ id }) => id), ...WHO));
        const run = made.printed.trim();
        const written = await timeNode(writeAll(run, gates));
        return made.time + written + (await timeNode(split("finalize", "--run", run)));
      },
      async () => (await timeNothing()) + (await timeNothing()) + (await timeNothing()),
    );
    report.compared({
      what: "split path, 1 note × 8 gates",
      than: "3 × `node -e 0`",
      times: path,
      target: 1.8,
      older: "695–731 ms, in ten processes",
    });

    const together = await inTurn(
      Math.ceil(rounds / 3),
      async () => {
        const runs = Array.from({ length: PROCESSES }, () => create(one));
        return timeTogether(runs.map((run) => () => timeNode(writeAll(run, gates.slice(0, 1)))));
      },
      () => timeTogether(Array.from({ length: PROCESSES }, () => timeNothing)),
    );
    report.compared({
      what: `${PROCESSES} processes at once, \`write\``,
      than: `${PROCESSES} × \`node -e 0\` at once`,
      times: together,
      target: 2,
    });
  });
}
