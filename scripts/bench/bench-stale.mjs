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

/**
 * How much `stale` of `large` takes beyond its start, per note, against `small`. The start is that of `stale` on a tree
 * with one note, as one with none is refused: were it counted, a start of 60 ms would hide most of what grows.
 * @param {number} rounds
 * @param {Record<"one" | "small" | "large", { root: string, notes: readonly unknown[] }>} trees
 */
async function timeGrowth(rounds, { one, small, large }) {
  const times = large.notes.length / small.notes.length;
  let start = 0;
  return inTurn(
    rounds,
    async () => {
      start = await timeStale(one.root);
      return (await timeStale(large.root)) - start;
    },
    async () => times * ((await timeStale(small.root)) - start),
  );
}

/** @param {number} rounds @param {import("./report.mjs").Report} report */
export async function benchStale(rounds, report) {
  await withFolder(async (folder) => {
    const one = makeKnowledgeBase(join(folder, "1"), { notes: 1, gates: GATES });
    const small = makeKnowledgeBase(join(folder, "500"), { notes: 500, gates: GATES });
    const middle = makeKnowledgeBase(join(folder, "5000"), { notes: 5000, gates: GATES });
    const aged = makeKnowledgeBase(join(folder, "aged"), { notes: 5000, gates: GATES });
    const older = makeKnowledgeBase(join(folder, "older"), { notes: 5000, gates: GATES });
    await acceptEverything(one);
    await acceptEverything(small);
    await acceptEverything(middle);
    await acceptEverything(aged, { earlier: 4 });
    // As after many changes, some of which were undone: what is fresh is not what was accepted last.
    await acceptEverything(older, { earlier: 4, later: 5 });
    const floor = "read and SHA-256 every file";
    const what = `\`stale\`, 5,000 notes × ${GATES} gates`;
    const fresh = await inTurn(
      rounds,
      () => timeStale(middle.root),
      () => timeFloor(middle.root),
    );
    report.compared({
      what: `${what}, all fresh`,
      than: floor,
      times: fresh,
      target: 2,
      older: "79,000 ms for 1,570 notes × 35 gates",
    });
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
    const versions = await inTurn(
      rounds,
      () => timeStale(older.root),
      () => timeStale(middle.root),
    );
    report.compared({
      what: `${what}, ten accepted versions of each note`,
      than: "one version",
      times: versions,
      target: 1.5,
    });
    report.compared({
      what: "`stale`, 5,000 notes, beyond its start",
      than: "10 × 500 notes",
      times: await timeGrowth(rounds, { one, small, large: middle }),
      target: 1.2,
    });
    changeSomeNotes(middle);
    const changed = await inTurn(
      rounds,
      () => timeStale(middle.root),
      () => timeFloor(middle.root),
    );
    report.compared({
      what: `${what}, 5 % changed`,
      than: floor,
      times: changed,
      target: 2,
      older: "83,000 ms for 1,570 notes × 35 gates",
    });
  });
}

/** @param {number} rounds @param {import("./report.mjs").Report} report */
export async function benchManyNotes(rounds, report) {
  await withFolder(async (folder) => {
    const one = makeKnowledgeBase(join(folder, "1"), { notes: 1, gates: GATES });
    const middle = makeKnowledgeBase(join(folder, "5000"), { notes: 5000, gates: GATES });
    const large = makeKnowledgeBase(join(folder, "50000"), { notes: 50_000, gates: GATES });
    await acceptEverything(one);
    await acceptEverything(middle);
    await acceptEverything(large);
    report.compared({
      what: "`stale`, 50,000 notes, beyond its start",
      than: "10 × 5,000 notes",
      times: await timeGrowth(Math.ceil(rounds / 3), { one, small: middle, large }),
      target: 1.2,
    });
    report.peak({
      what: "`stale`, 50,000 notes, all fresh",
      mib: await peakMemory(staleIn(large.root)),
      target: 250,
      older: "80 MB for 1,570 notes",
    });
    changeSomeNotes(large);
    report.peak({
      what: "`stale`, 50,000 notes, 5 % changed",
      mib: await peakMemory(staleIn(large.root)),
      target: 250,
    });
  });
}
