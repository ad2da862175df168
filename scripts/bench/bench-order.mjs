// What `sweep --order worth` is worth: reviews that are recorded, then edits; what is found for a quarter of the price, in both orders.
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openCorpus } from "../../packages/corpus/dist/index.js";
import { openLedger } from "../../packages/db/dist/index.js";
import { createRun, modelPartition, recordAndFinalizeRun } from "../../packages/lifecycle/dist/index.js";
import { planBatches } from "../../packages/runner/dist/index.js";
import { pairKey, pairWorths, selectStale } from "../../packages/views/dist/index.js";
import { withFolder } from "./knowledge-base.mjs";

const [NOTES, LINES] = [120, 40];
/** How often a gate finds something in a whole note; in no order that its name tells. */
const GATES = [0.15, 0.02, 0.45, 0.08, 0.6, 0.05, 0.3, 0.1].map((rate, at) => ({
  id: `prose/gate-${at}`,
  rate,
}));
const SHARE_OF_PRICE = 0.25;
const opus = modelPartition("opus");

const sha = (/** @type {string} */ text) => createHash("sha256").update(text).digest("hex");
/** Between 0 and 1, the same for the same words. */
const lot = (/** @type {(string | number)[]} */ ...words) =>
  Number.parseInt(sha(JSON.stringify(words)).slice(0, 8), 16) / 2 ** 32;
/** How much of a note is edited. */
const editOf = (/** @type {string} */ note) => [0.025, 0.1, 0.5, 1][Math.floor(lot("edit", note) * 4)] ?? 1;
const textOf = (/** @type {string} */ note, /** @type {number} */ edited) =>
  `# ${note}\n\n${Array.from({ length: LINES }, (_, line) => `${line < edited * LINES ? "New" : "Old"} words in line ${line} of ${note}.`).join("\n")}\n`;
const gateText = (/** @type {string} */ id) => `# ${id}\n\n${"Is every sentence clear? ".repeat(20)}\n`;
const notePath = (/** @type {number} */ at) => `notes/part-${at % 10}/note-${at}.md`;

/** Records a review of every pair, and then edits every note. @param {string} root @param {import("../../packages/db/dist/index.js").Ledger} ledger */
async function recordAndEdit(root, ledger) {
  const write = (/** @type {string} */ path, /** @type {string} */ text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write("review.config.json", JSON.stringify({ notes: ["notes/**/*.md"], gates: "gates" }));
  for (const { id } of GATES) write(`gates/${id}.md`, gateText(id));
  for (let at = 0; at < NOTES; at += 1) {
    const [path, text] = [notePath(at), textOf(notePath(at), 0)];
    const gates = GATES.map(({ id }) => ({ gateId: id, text: gateText(id), sha: sha(gateText(id)) }));
    const runId = await createRun(ledger, {
      ...{ notePath: path, modelId: opus, runner: "bench", note: { text, sha: sha(text) }, gates },
    });
    const gateReviews = GATES.map(({ id, rate }) => {
      const isFound = lot("before", path, id) < rate;
      const findings = [
        { severity: /** @type {const} */ ("warn"), message: "so", quotes: [{ start: 2, end: 6 }] },
      ];
      const about = { gateId: id, rationaleMarkdown: "so" };
      return isFound
        ? { ...about, decision: /** @type {const} */ ("warn"), findings }
        : { ...about, decision: /** @type {const} */ ("pass") };
    });
    await recordAndFinalizeRun(ledger, { runId, gateReviews });
    write(path, textOf(path, editOf(path)));
  }
}

/** @typedef {import("../../packages/runner/dist/index.js").PlannedPair} PlannedPair */

/** What batches find in their order until a quarter of what all of them cost is spent; a model is paid by the bytes it reads. @param {PlannedPair[][]} batches */
function foundFor(batches) {
  const price = (/** @type {PlannedPair[]} */ batch) =>
    batch.reduce((sum, { noteBytes }) => sum + noteBytes, 0) + Buffer.byteLength(batch[0]?.gate.text ?? "");
  const all = batches.reduce((sum, batch) => sum + price(batch), 0);
  let [spent, found] = [0, 0];
  for (const batch of batches) {
    spent += price(batch);
    if (spent > all * SHARE_OF_PRICE) break;
    for (const { notePath: path, gate } of batch) {
      const rate = GATES.find(({ id }) => id === gate.id)?.rate ?? 0;
      if (lot("after", path, gate.id) < rate * editOf(path)) found += 1;
    }
  }
  return found;
}

/** @param {number} _rounds @param {import("./report.mjs").Report} report */
export async function benchOrder(_rounds, report) {
  await withFolder(async (root) => {
    const ledger = await openLedger(join(root, "ledger.sqlite"));
    await recordAndEdit(root, ledger);
    const corpus = await openCorpus({ root, cwd: root });
    const asked = { gates: [], allGates: true, model: "opus", cwd: root };
    const selection = await selectStale(corpus, ledger, asked);
    const worths = await pairWorths(corpus, ledger, selection);
    const gates = new Map(selection.gates.map((gate) => [gate.id, gate]));
    const sizes = new Map(selection.notes.map(({ path, size }) => [path, size]));
    const pairs = selection.stale.flatMap((pair) => {
      const gate = gates.get(pair.gateId);
      const noteBytes = sizes.get(pair.notePath) ?? 0;
      return gate ? [{ notePath: pair.notePath, noteBytes, gate, worth: worths.get(pairKey(pair)) }] : [];
    });
    const limits = /** @type {const} */ ({ groupBy: "gate", gatesPerPrompt: 10, promptBytes: 400_000 });
    report.counted({
      what: "findings for a quarter of the price, `--order worth`",
      ours: foundFor(planBatches(pairs, { ...limits, bestFirst: true })),
      than: "in the order of names",
      theirs: foundFor(planBatches(pairs, limits)),
      target: 2,
    });
    await ledger.close();
  });
}
