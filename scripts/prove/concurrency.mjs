// Many processes at one ledger at the same moment.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { checkLedger, query } from "./check-ledger.mjs";
import { makeKnowledgeBase, REVIEWER } from "./knowledge-base.mjs";
import { newPlace, placeOfTree } from "./ledger-place.mjs";
import { program, REVIEW_SPLIT } from "./review.mjs";
import { runAsProgram } from "./run-as-program.mjs";
import { runNode } from "./run-process.mjs";
import { runTogether } from "./run-together.mjs";

const GATES_OF_A_RUN = 4;

/** @type {import("./proof.mjs").Proof} */
export const proof = {
  name: "concurrency",
  title: "many processes lose nothing, double nothing and see no lock",
  *trials({ size }) {
    const recorders = size === "long" ? { processes: 32, reviews: 2_048 } : { processes: 8, reviews: 256 };
    const others = size === "long" ? 16 : 6;
    const times = size === "long" ? 5 : 1;
    for (let time = 0; time < times; time += 1) {
      yield {
        name: `${recorders.processes} processes record ${recorders.reviews} reviews into a ledger that is not there yet`,
        run: (context) => recordTogether(context, recorders),
      };
      yield {
        name: `${others} processes finalize one run`,
        run: (context) => finalizeTogether(context, others),
      };
      yield {
        name: `${others} commands create the ledger at once`,
        run: (context) => createTogether(context, others),
      };
    }
  },
};

/** @typedef {import("./proof.mjs").TrialContext} Context */

/** @param {Context} context @param {{ processes: number, reviews: number }} amounts */
async function recordTogether({ folder, count }, { processes, reviews }) {
  const place = await newPlace(join(folder, "new", "ledger.sqlite"));
  const runs = reviews / GATES_OF_A_RUN / processes;
  const children = Array.from({ length: processes }, (_, index) => {
    const args = [program("record-runs.mjs"), place.url, `process-${index}`, String(runs)];
    const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe"] });
    return { child, ready: once(child.stdout, "data"), complaint: text(child.stderr) };
  });
  await Promise.all(children.map(({ ready }) => ready));
  const outputs = children.map(({ child }) => text(child.stdout));
  for (const { child } of children) child.stdin.end("go\n");
  const complaints = (await Promise.all(children.map(({ complaint }) => complaint))).join("");
  if (complaints !== "") throw new Error(`a process complained: ${complaints}`);
  /** @type {string[]} */
  const told = (await Promise.all(outputs)).flatMap((output) => JSON.parse(output));

  const ledger = await place.look(join(folder, "seen"));
  await checkLedger(ledger);
  const found = query(ledger, "SELECT rationale_markdown AS text FROM gate_reviews").map((row) => row.text);
  const [accepted] = query(
    ledger,
    "SELECT count(*) AS events FROM acceptance_events WHERE model_id = 'actual'",
  );
  if (told.length !== reviews)
    throw new Error(`${told.length} of ${reviews} reviews were said to be recorded`);
  if (JSON.stringify(found.toSorted()) !== JSON.stringify(told.toSorted()))
    throw new Error("other reviews are there");
  if (accepted?.events !== reviews) throw new Error(`${accepted?.events} of ${reviews} pairs are accepted`);
  count("processes", processes);
  count("reviews recorded", reviews);
}

/** @param {Context} context @param {number} processes */
async function finalizeTogether({ folder, count }, processes) {
  makeKnowledgeBase(folder);
  const { environment, look } = await placeOfTree(folder);
  const inTree = { cwd: folder, environment };
  const review = "### Summary\nClear.\n\n### Findings\nNone.\n\n## Result: PASS\n";
  await runNode([REVIEW_SPLIT, "create", "notes/one.md", "prose/clarity", ...REVIEWER], inTree);
  const write = [REVIEW_SPLIT, "write", "--run", "1", "--gate", "prose/clarity", "--file", "-"];
  await runNode(write, { ...inTree, input: review });
  const ran = await runTogether(inTree, processes, [REVIEW_SPLIT, "finalize", "--run", "1"]);
  const conflicts = ran.filter(({ exitCode }) => exitCode === 4);
  const winners = ran.filter(({ exitCode }) => exitCode === 0);
  if (winners.length !== 1 || conflicts.length !== processes - 1) throw new Error(describe(ran));
  const unclear = conflicts.find(
    ({ stderr }) => !/^error: run 1 is completed, not running: [^\n]+\n$/.test(stderr),
  );
  if (unclear) throw new Error(`a conflict says: ${unclear.stderr}`);
  const ledger = await look(join(folder, "seen"));
  await checkLedger(ledger);
  const [accepted] = query(ledger, "SELECT count(*) AS events FROM acceptance_events");
  if (accepted?.events !== 1) throw new Error(`${accepted?.events} acceptance events`);
  count("finalizes of a run that had a winner", conflicts.length);
}

/** @param {Context} context @param {number} processes */
async function createTogether({ folder, count }, processes) {
  makeKnowledgeBase(folder);
  const { environment, look } = await placeOfTree(folder);
  const ran = await runTogether({ cwd: folder, environment }, processes, [
    REVIEW_SPLIT,
    "create",
    "notes/one.md",
    "prose",
    ...REVIEWER,
  ]);
  if (ran.some(({ exitCode }) => exitCode !== 0)) throw new Error(describe(ran));
  const ids = ran.map(({ stdout }) => Number(stdout)).toSorted((a, b) => a - b);
  if (ids.some((id, index) => id !== index + 1)) throw new Error(`run ids ${ids}`);
  await checkLedger(await look(join(folder, "seen")));
  count("commands that opened a new ledger at once", processes);
}

/** @param {readonly import("./run-process.mjs").Ran[]} ran */
function describe(ran) {
  return ran.map(({ exitCode, stderr }) => `exit ${exitCode}: ${stderr}`).join("");
}

await runAsProgram(import.meta, proof);
