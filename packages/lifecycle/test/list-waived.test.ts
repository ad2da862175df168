import type { Ledger } from "@review/db";
import { scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { expect, it } from "vitest";
import {
  createRun,
  type GateReviewInput,
  listWaived,
  recordAndFinalizeRun,
  unwaive,
  waive,
} from "../src/index.ts";
import { actual, gateOf, newRun } from "./runs.ts";

const NOTE = "# Caching\n\nThe cache holds **512 entries**.\n\nIt was measured in 2019.\n";
const gates = [gateOf("a"), { ...gateOf("free"), quotes: "none" as const }];

const warnOf = (gateId: string, message: string, ...quotes: string[]): GateReviewInput => ({
  gateId,
  decision: "warn",
  rationaleMarkdown: "Hm.",
  findings: [{ severity: "warn", message, quotes }],
});
const passOf = (gateId: string): GateReviewInput => ({
  gateId,
  decision: "pass",
  rationaleMarkdown: "Fine.",
});

async function review(ledger: Ledger, gateReviews: GateReviewInput[], text = NOTE, changes = {}) {
  const runId = await createRun(ledger, newRun({ note: snapshotOf(text), gates, ...changes }));
  await recordAndFinalizeRun(ledger, { runId, gateReviews });
}

/** A ledger in which one finding with a quote and one without are waived. */
async function waived() {
  const { ledger, raw } = await scratchLedger();
  const found = [warnOf("a", "how many?", "holds 512 entries"), warnOf("free", "too short")];
  await review(ledger, found);
  const keys = raw.prepare("SELECT key FROM findings ORDER BY id").pluck().all().map(String);
  await waive(ledger, { keys, reason: "as meant" });
  return { ledger, keys };
}

const messages = async (ledger: Ledger, text = NOTE, gateIds = ["a", "free"]) => {
  const listed = await listWaived(ledger, [{ notePath: "n.md", text, gateIds }]);
  return (listed.get("n.md") ?? []).map(({ message }) => message);
};

it("lists what is waived under the gates asked for, in its words and the owner's, for every note", async () => {
  const { ledger, keys } = await waived();
  const asked = ["n.md", "o.md"].map((notePath) => ({ notePath, text: NOTE, gateIds: ["a"] }));
  const finding = { gateId: "a", severity: "warn", message: "how many?", reason: "as meant" };
  expect(await listWaived(ledger, asked)).toEqual(
    new Map([
      ["n.md", [{ ...finding, quotes: ["holds **512 entries"] }]],
      ["o.md", []],
    ]),
  );
  expect(await messages(ledger)).toEqual(["how many?", "too short"]);
  await unwaive(ledger, { keys: keys.slice(0, 1), reason: "not meant" });
  expect(await messages(ledger)).toEqual(["too short"]);
});

it("goes on after a review that heeded it, and under another model", async () => {
  const { ledger } = await waived();
  await review(ledger, [passOf("a"), passOf("free")]);
  await review(ledger, [passOf("a"), passOf("free")], NOTE, { modelId: actual });
  expect(await messages(ledger)).toEqual(["how many?", "too short"]);
});

it("goes on where the words are wrapped otherwise, and ends where they are edited: that is another finding", async () => {
  const { ledger } = await waived();
  expect(await messages(ledger, NOTE.replace("holds **512", "holds\n**512"))).toHaveLength(2);
  expect(await messages(ledger, NOTE.replace("512", "640"))).toEqual(["too short"]);
});
