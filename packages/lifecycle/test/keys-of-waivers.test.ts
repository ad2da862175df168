import { type Finding, getRun, type Ledger, listFindings, type ModelId } from "@review/db";
import { scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import {
  acknowledge,
  createRun,
  recordAndFinalizeRun,
  resolvedFindings,
  standingWaivers,
  waive,
} from "../src/index.ts";
import { actual, gateOf, newRun, opus } from "./runs.ts";

const NOTE = "# Disk\n\nThe disk writes without any loss.\n\nThe cache is kept for an hour.\n";
const WORDS = "The disk writes without any loss.";
const gate = gateOf("a");

/** What a review found, each finding at some words, and what it found no more. */
async function review(
  ledger: Ledger,
  quotes: readonly string[],
  changes: { text?: string; modelId?: ModelId; notePath?: string } = {},
): Promise<{ found: Finding[]; resolved: Finding[] }> {
  const { text = NOTE, modelId = opus, notePath = "n.md" } = changes;
  const run = newRun({ notePath, modelId, note: snapshotOf(text), gates: [gate] });
  const runId = await createRun(ledger, run);
  const decision = quotes.length === 0 ? "pass" : "warn";
  const findings = quotes.map((quote) => ({ severity: "warn", message: quote, quotes: [quote] }) as const);
  const gateReview = { gateId: "a", decision, rationaleMarkdown: "Hm.", findings } as const;
  await recordAndFinalizeRun(ledger, { runId, gateReviews: [gateReview] });
  const { gateReviews: reviews } = await getRun(ledger, runId);
  const found = await listFindings(
    ledger,
    reviews.map(({ id }) => id),
  );
  const resolved = await resolvedFindings(ledger, { notePath, modelId, reviews });
  return { found: [...found.values()].flat(), resolved: [...resolved.values()].flat() };
}

/** Whether what a review finds at some words is waived. */
async function isWaived(ledger: Ledger, ...asked: [words: string, changes?: Parameters<typeof review>[2]]) {
  const [words, changes] = asked;
  const { found } = await review(ledger, [words], changes);
  return (await standingWaivers(ledger, found)).waived.size === found.length;
}

/** A ledger in which what was found first is waived. */
async function waivedFirst(): Promise<Ledger> {
  const { ledger } = await scratchLedger();
  const { found } = await review(ledger, [WORDS]);
  await waive(ledger, { keys: found.map(({ key }) => key), reason: "meant" });
  return ledger;
}

describe("a finding that was waived is waived still", () => {
  it("in words that overlap those of the review before, wherever they moved", async () => {
    const ledger = await waivedFirst();
    expect(await isWaived(ledger, "writes without any loss")).toBe(true);
    expect(await isWaived(ledger, "without any loss", { text: `New.\n\n${NOTE}` })).toBe(true);
  });

  it("after a review that did not find it, and by another model, in the very words alone", async () => {
    const ledger = await waivedFirst();
    expect(await isWaived(ledger, WORDS, { modelId: actual })).toBe(true);
    expect((await review(ledger, [])).found).toEqual([]);
    expect(await isWaived(ledger, WORDS)).toBe(true);
    await review(ledger, []);
    expect(await isWaived(ledger, "without any loss")).toBe(false);
    expect(await isWaived(await waivedFirst(), "without any loss", { modelId: actual })).toBe(false);
  });

  it("not in edited words", async () => {
    const ledger = await waivedFirst();
    const text = NOTE.replace("any loss", "loss");
    expect(await isWaived(ledger, "The disk writes without loss.", { text })).toBe(false);
  });

  it("not where another complaint quotes a small part of the passage, or a passage around it", async () => {
    expect(await isWaived(await waivedFirst(), "any loss")).toBe(false);
    expect(await isWaived(await waivedFirst(), NOTE.trim())).toBe(false);
  });

  it("under another name if that was acknowledged", async () => {
    const ledger = await waivedFirst();
    const { sha: noteSha } = snapshotOf(NOTE);
    await acknowledge(ledger, {
      modelId: opus,
      kind: "trivial-change-ack",
      remark: "moved",
      pairs: [
        {
          notePath: "new.md",
          gateId: "a",
          noteSha,
          gateSha: gate.sha,
          movedFrom: { notePath: "n.md", gateId: "a" },
        },
      ],
    });
    expect(await isWaived(ledger, "writes without any loss", { notePath: "new.md" })).toBe(true);
    expect(await isWaived(ledger, WORDS, { notePath: "other.md" })).toBe(false);
  });
});

describe("resolvedFindings", () => {
  it("gives what the accepted review of the same partition before found, and the review did not", async () => {
    const { ledger } = await scratchLedger();
    const cache = "The cache is kept";
    const first = await review(ledger, [WORDS, cache]);
    expect(first.resolved).toEqual([]);
    expect((await review(ledger, [], { modelId: actual })).resolved).toEqual([]);
    const second = await review(ledger, ["cache is kept for an hour"]);
    expect(second.resolved).toEqual([first.found[0]]);
    expect((await review(ledger, [])).resolved).toEqual(second.found);
    expect((await review(ledger, [])).resolved).toEqual([]);
  });
});
