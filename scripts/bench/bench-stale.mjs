// Selection: what people run all day.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { acceptEverything, changeSomeNotes, makeKnowledgeBase, withFolder } from "./knowledge-base.mjs";
import { inTurn, peakMemory, timeNode } from "./measure.mjs";
import { REVIEW_NESTED } from "./programs.mjs";

const HASH_FILES = fileURLToPath(new URL("programs/hash-files.mjs", import.meta.url));
const GATES = 40;

const staleIn = (/** @type {string} */ root) => [
  ...[REVIEW_NESTED, "stale", "--all-gates", "--json", "--model", "opus", "--root", root],
];
const timeStale = (/** @type {string} */ root) => timeNode(staleIn(root));
const timeFloor = (/** @type {string} */ root) =>
  timeNode([HASH_FILES, join(root, "notes"), join(root, "gates")]);

/** @param {number} rounds @param {import("./report.mjs").Report} report */
export async function benchStale(rounds, report) {
  await withFolder(async (folder) => {
    const small = makeKnowledgeBase(join(folder, "500"), { notes: 500, gates: GATES });
    const middle = makeKnowledgeBase(join(folder, "5000"), { notes: 5000, gates: GATES });
    const aged = makeKnowledgeBase(join(folder, "aged"), { notes: 5000, gates: GATES });
    await acceptEverything(small);
    await acceptEverything(middle);
    await acceptEverything(aged, { earlier: 4 });
    const floor = "read and SHA-256 every file";
    const what = `\`stale\`, 5,000 notes × ${GATES} gates`;
    const fresh = await inTurn(
      rounds,
      () => timeStale(middle.root),
      () => timeFloor(middle.root),
    );
    report.compared({ what: `${what}, all fresh`, than: floor, times: fresh, target: 2 });
    const history = await inTurn(
      rounds,
      () => timeStale(aged.root),
      () => timeStale(middle.root),
    );
    report.compared({
      what: `${what}, 1,000,000 events`,
      than: "200,000 events",
      times: history,
      target: 1.5,
    });
    const step = await inTurn(
      rounds,
      () => timeStale(middle.root),
      async () => 10 * (await timeStale(small.root)),
    );
    report.compared({ what: "`stale`, 5,000 notes", than: "10 × 500 notes", times: step, target: 1.2 });
    changeSomeNotes(middle);
    const changed = await inTurn(
      rounds,
      () => timeStale(middle.root),
      () => timeFloor(middle.root),
    );
    report.compared({ what: `${what}, 5 % changed`, than: floor, times: changed, target: 2 });
  });
}

/** @param {number} rounds @param {import("./report.mjs").Report} report */
export async function benchManyNotes(rounds, report) {
  await withFolder(async (folder) => {
    const middle = makeKnowledgeBase(join(folder, "5000"), { notes: 5000, gates: GATES });
    const large = makeKnowledgeBase(join(folder, "50000"), { notes: 50_000, gates: GATES });
    await acceptEverything(middle);
    await acceptEverything(large);
    const growth = await inTurn(
      Math.ceil(rounds / 3),
      () => timeStale(large.root),
      async () => 10 * (await timeStale(middle.root)),
    );
    report.compared({ what: "`stale`, 50,000 notes", than: "10 × 5,000 notes", times: growth, target: 1.2 });
    report.peak({
      what: "`stale`, 50,000 notes, all fresh",
      mib: await peakMemory(staleIn(large.root)),
      target: 250,
    });
    changeSomeNotes(large);
    report.peak({
      what: "`stale`, 50,000 notes, 5 % changed",
      mib: await peakMemory(staleIn(large.root)),
      target: 250,
    });
  });
}
