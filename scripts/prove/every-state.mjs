import { createHash } from "node:crypto";
import { findingsFor } from "./findings.mjs";
import { lifecycle, listFindings } from "./review.mjs";

/** @param {string} text */
const snapshot = (text) => ({ sha: createHash("sha256").update(text).digest("hex"), text });
const modelId = lifecycle.modelPartition("m");
const gates = ["a", "b"].map((gateId) => ({ gateId, ...snapshot(`gate ${gateId}`) }));

/** @param {string} gateId @param {"pass" | "warn" | "error"} [decision] */
const review = (gateId, decision = "pass") => ({
  gateId,
  decision,
  rationaleMarkdown: "because",
  ...findingsFor(decision, [{ start: 0, end: "note n.md".length }]),
});

/**
 * Fills a new ledger: run 1 is running without reviews, 2 with one, 3 with all it needs, 4 with an error, 5 is completed
 * and acknowledged, 6 completed after a rekey, 7 failed with a review, 8 completed for another note; 9 and 10 are running
 * with all they need; 11 is completed with a finding that quotes nothing.
 * @param {import("./review.mjs").Ledger} ledger
 */
export async function everyState(ledger) {
  /** @param {string} [notePath] @param {"none"} [quotes] */
  const newRun = (notePath = "n.md", quotes) =>
    lifecycle.createRun(ledger, {
      notePath,
      modelId,
      runner: "r",
      note: snapshot(`note ${notePath}`),
      gates: gates.map((gate) => ({ ...gate, quotes })),
    });
  /** @param {number} runId @param {...ReturnType<typeof review>} gateReviews */
  const write = (runId, ...gateReviews) => lifecycle.writeGateReviews(ledger, { runId, gateReviews });
  const both = [review("a"), review("b", "warn")];

  await newRun();
  await write(await newRun(), review("a"));
  await write(await newRun(), ...both);
  await write(await newRun(), review("a", "error"), review("b"));
  await lifecycle.recordAndFinalizeRun(ledger, { runId: await newRun(), gateReviews: both });
  const actualModelId = lifecycle.modelPartition("m2");
  await lifecycle.recordAndFinalizeRun(ledger, { runId: await newRun(), gateReviews: both, actualModelId });
  const failed = await newRun();
  await write(failed, review("a"));
  await lifecycle.failRun(ledger, { runId: failed, reason: "given up" });
  await lifecycle.recordAndFinalizeRun(ledger, { runId: await newRun("o.md"), gateReviews: both });
  await lifecycle.acknowledge(ledger, {
    pairs: gates.map(({ gateId, sha }) => ({
      notePath: "n.md",
      gateId,
      noteSha: snapshot("note o.md").sha,
      gateSha: sha,
    })),
    modelId,
    kind: "trivial-change-ack",
  });
  // Two that are at work on different texts, each with something found.
  await write(await newRun(), ...both);
  await write(await newRun("o.md"), ...both);
  // What it found is about the whole note.
  const ofTheWhole = { ...review("a", "warn"), ...findingsFor("warn", []) };
  const gateReviews = [ofTheWhole, review("b")];
  await lifecycle.recordAndFinalizeRun(ledger, { runId: await newRun("o.md", "none"), gateReviews });
  const [[finding] = []] = (await listFindings(ledger, [7])).values();
  if (!finding) throw new Error("review 7 found nothing");
  await lifecycle.waive(ledger, { keys: [finding.key], reason: "so" });
  // What was just acknowledged of one gate is taken back.
  const [gate] = gates;
  if (!gate) throw new Error("no gate");
  const pair = {
    notePath: "n.md",
    gateId: gate.gateId,
    noteSha: snapshot("note o.md").sha,
    gateSha: gate.sha,
  };
  await lifecycle.reopen(ledger, [{ pairs: [pair], modelId, remark: "not so" }]);
}
