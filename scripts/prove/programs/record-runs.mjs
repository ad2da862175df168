// Says that it is ready, waits for a line, then records so many runs of four gates each, by itself: two reviews are
// written, two are recorded with the end. Prints the rationales it was told were recorded, a JSON list.
//   record-runs.mjs LEDGER NAME RUNS
import { createHash } from "node:crypto";
import { once } from "node:events";
import { lifecycle, openLedger } from "../review.mjs";

const [, , path = "", name = "", runs = ""] = process.argv;
const { createRun, modelPartition, recordAndFinalizeRun, writeGateReview } = lifecycle;
/** @param {string} text */
const snapshot = (text) => ({ sha: createHash("sha256").update(text).digest("hex"), text });
const gates = ["a", "b", "c", "d"].map((gateId) => ({ gateId, ...snapshot(`gate ${gateId}`) }));

process.stdout.write("ready\n");
await once(process.stdin, "data");
const ledger = await openLedger(path);
/** @type {string[]} */
const recorded = [];
for (let index = 0; index < Number(runs); index += 1) {
  const notePath = `${name}/${index}.md`;
  const note = snapshot(`the text of ${notePath}`);
  const runId = await createRun(ledger, {
    notePath,
    modelId: modelPartition("opus"),
    runner: name,
    note,
    gates,
  });
  const [a, b, ...others] = gates.map(({ gateId }) => ({
    gateId,
    decision: /** @type {const} */ ("pass"),
    rationaleMarkdown: `${gateId} of ${notePath}`,
  }));
  for (const review of [a, b]) if (review) await writeGateReview(ledger, { runId, ...review });
  await recordAndFinalizeRun(ledger, { runId, gateReviews: others, actualModelId: modelPartition("actual") });
  for (const review of [a, b, ...others]) if (review) recorded.push(review.rationaleMarkdown);
}
await ledger.close();
process.stdout.write(JSON.stringify(recorded), () => process.exit(0));
