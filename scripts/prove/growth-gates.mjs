// Many gates that look at one long note: what is said of the note is not said once for each of them.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findingsFor } from "./findings.mjs";
import { runMeasured } from "./growth-commands.mjs";
import { ledgerOf, makeKnowledgeBase, REVIEWER } from "./knowledge-base.mjs";
import { requireGrowth } from "./require-growth.mjs";
import { lifecycle, REVIEW_NESTED, withLedger } from "./review.mjs";

const NOTE = "notes/one.md";
const GATE = "Is it clear?\n";

/**
 * @typedef {object} Case
 * @property {readonly string[]} words of the command
 * @property {number} most gates in the long version
 * @property {number} megabytes of memory that the command may take
 * @property {(amount: number) => string} note
 * @property {(root: string, amount: number) => Promise<void>} [prepare]
 */

/** @type {Record<string, Case>} */
const CASES = {
  "gates that accepted an earlier text of it": {
    words: ["stale", "many", "--model", "opus", "--diff", "--json"],
    most: 4_000,
    megabytes: 300,
    note: (amount) => "It is clear.\n\n".repeat(amount),
    prepare: acceptEarlier,
  },
  "gates, and as many comments that settle what they find": {
    words: ["bundle", NOTE, "many", ...REVIEWER, "--dry-run"],
    // A note that has more is too long to be looked at for comments.
    most: 1_600,
    megabytes: 250,
    note: (amount) => "<!-- review-ignore many: said -->\nOne.\n\n".repeat(amount),
  },
};

/** @param {import("./proof.mjs").Size} size @returns {Generator<import("./proof.mjs").Trial>} */
export function* gateTrials(size) {
  for (const [what, { words, most, megabytes, note, prepare }] of Object.entries(CASES)) {
    const largest = size === "long" ? most : most / 20;
    yield {
      name: `${words[0]} of a note with ${largest} ${what}`,
      run: async ({ folder, count }) => {
        await requireGrowth([largest / 2, largest], async (amount) => {
          const root = join(folder, String(amount));
          const gates = Array.from({ length: amount }, (_, at) => [gatePath(at), GATE]);
          const files = { [NOTE]: note(amount), ...Object.fromEntries(gates) };
          makeKnowledgeBase(root, { files, config: { limits: { promptBytes: 64_000_000 } } });
          await prepare?.(root, amount);
          const taken = await runMeasured(root, [REVIEW_NESTED, ...words]);
          if (taken.megabytes > megabytes) throw new Error(`it took ${taken.megabytes} MB of memory`);
          return taken;
        });
        count("trees of many things measured");
      },
    };
  }
}

/** @param {number} at */
const gatePath = (at) => `gates/many/${at}.md`;

/** The note accepted under all gates, and every line of it another one since. @param {string} root @param {number} amount */
async function acceptEarlier(root, amount) {
  const snapshot = (/** @type {string} */ path) => {
    const text = readFileSync(join(root, path), "utf8");
    return { text, sha: createHash("sha256").update(text).digest("hex") };
  };
  const gates = Array.from({ length: amount }, (_, at) => ({
    gateId: `many/${at}`,
    ...snapshot(gatePath(at)),
  }));
  await withLedger(ledgerOf(root), async (ledger) => {
    const runId = await lifecycle.createRun(ledger, {
      ...{ notePath: NOTE, modelId: lifecycle.modelPartition("opus"), runner: "me" },
      ...{ note: snapshot(NOTE), gates },
    });
    const decision = /** @type {const} */ ("pass");
    const reviews = gates.map(({ gateId }) => ({
      ...{ gateId, decision, rationaleMarkdown: "It is." },
      ...findingsFor(decision),
    }));
    await lifecycle.recordAndFinalizeRun(ledger, { runId, gateReviews: reviews });
  });
  writeFileSync(join(root, NOTE), snapshot(NOTE).text.replaceAll("is", "was"));
}
