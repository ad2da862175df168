import { type Finding, getRun, type Ledger, listFindings, type RunId } from "@review/db";
import { observe, scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import {
  acknowledge,
  CHECKS_PARTITION,
  createRun,
  FindingsRefusedError,
  type GateReviewInput,
  InvalidInputError,
  QuoteNotFoundError,
  RunFailedError,
  recordAndFinalizeRun,
  writeGateReview,
  writeGateReviews,
} from "../src/index.ts";
import { actual, gateOf, newRun, opus } from "./runs.ts";

const NOTE = "# Caching\n\nThe cache holds **512 entries**.\n\nIt was measured 🙂 in 2019.\n";
const gates = [gateOf("a")];

const runOf = (ledger: Ledger, text = NOTE, changes: Parameters<typeof newRun>[0] = {}) =>
  createRun(ledger, newRun({ note: snapshotOf(text), gates, ...changes }));

/** A judgement that warns of something at each of some words. */
const warnOf = (...quotes: string[]): GateReviewInput => ({
  gateId: "a",
  decision: "warn",
  rationaleMarkdown: "Hm.",
  findings: quotes.map((quote) => ({ severity: "warn", message: `of ${quote}`, quotes: [quote] })),
});

async function finalized(ledger: Ledger, review: GateReviewInput, text = NOTE): Promise<Finding[]> {
  const runId = await runOf(ledger, text);
  await recordAndFinalizeRun(ledger, { runId, gateReviews: [review] });
  return findingsOf(ledger, runId);
}

async function findingsOf(ledger: Ledger, runId: RunId): Promise<Finding[]> {
  const ids = (await getRun(ledger, runId)).gateReviews.map(({ id }) => id);
  return [...(await listFindings(ledger, ids)).values()].flat();
}

describe("what a judgement finds", () => {
  it("is recorded with its place, whether it came as data or in the text alone", async () => {
    const { ledger } = await scratchLedger();
    const asData = await finalized(ledger, warnOf("holds 512 entries"));
    const text = "### Findings\n- WARN: of holds 512 entries\n  > holds 512 entries\n- a remark\n";
    const asText = await finalized(ledger, { gateId: "a", decision: "warn", rationaleMarkdown: text });
    const place = {
      // From the first word to the last; the marks around them are no words.
      exact: "holds **512 entries",
      prefix: "# Caching\n\nThe cache ",
      suffix: "**.\n\nIt was measured 🙂 in 2019.",
      ...{ startOffset: 21, endOffset: 40, startLine: 3, startColumn: 11, endLine: 3, endColumn: 30 },
    };
    expect(asData).toMatchObject([{ severity: "warn", message: "of holds 512 entries", quotes: [place] }]);
    expect(asText).toMatchObject([{ quotes: [place], key: asData[0]?.key, continuesFindingId: 1 }]);
  });

  it("keeps its key from review to review of a pair, whatever becomes of the note around it", async () => {
    const { ledger } = await scratchLedger();
    const [first] = await finalized(ledger, warnOf("It was measured 🙂 in 2019."));
    const moved = `New.\n\n${NOTE.replace("measured 🙂", "measured\n🙂")}`;
    const [again, other] = await finalized(ledger, warnOf("It was measured 🙂 in 2019.", "New."), moved);
    expect(again).toMatchObject({ key: first?.key, continuesFindingId: first?.id });
    expect(other?.continuesFindingId).toBeUndefined();
    expect(other?.key).not.toBe(first?.key);
    // What is said of other words is another finding: nobody has decided anything about it.
    const edited = moved.replace("in 2019", "in 2021");
    const [changed] = await finalized(ledger, warnOf("It was measured 🙂 in 2021."), edited);
    expect(changed).not.toHaveProperty("continuesFindingId");
    expect(changed?.key).not.toBe(again?.key);
    // Mended and found once more much later it has the key that it had, and continues nothing.
    await finalized(ledger, { gateId: "a", decision: "pass", rationaleMarkdown: "Fine." }, edited);
    expect(await finalized(ledger, warnOf("It was measured 🙂 in 2019."))).toMatchObject([
      { key: first?.key },
    ]);
  });

  it("has the same key under another partition, and continues only what its own found", async () => {
    const { ledger } = await scratchLedger();
    const [first] = await finalized(ledger, warnOf("512 entries"));
    const runId = await runOf(ledger, NOTE, { modelId: actual });
    await recordAndFinalizeRun(ledger, { runId, gateReviews: [warnOf("512 entries")] });
    const [found] = await findingsOf(ledger, runId);
    expect(found?.key).toBe(first?.key);
    expect(found).not.toHaveProperty("continuesFindingId");
  });

  it("goes on under the new name of a note that was renamed", async () => {
    const { ledger } = await scratchLedger();
    const [first] = await finalized(ledger, warnOf("512 entries"));
    const pair = { notePath: "new.md", gateId: "a", noteSha: snapshotOf(NOTE).sha, gateSha: gateOf("a").sha };
    const pairs = [{ ...pair, movedFrom: { notePath: "n.md", gateId: "a" } }];
    await acknowledge(ledger, { pairs, modelId: opus, kind: "trivial-change-ack" });
    const runId = await runOf(ledger, NOTE, { notePath: "new.md" });
    await recordAndFinalizeRun(ledger, { runId, gateReviews: [warnOf("512 entries")] });
    expect(await findingsOf(ledger, runId)).toMatchObject([
      { key: first?.key, continuesFindingId: first?.id },
    ]);
  });

  it("goes with the review that is replaced, and stays with a run that failed", async () => {
    const { ledger } = await scratchLedger();
    const runId = await runOf(ledger);
    await writeGateReview(ledger, { runId, ...warnOf("Caching", "512 entries") });
    await writeGateReview(ledger, { runId, ...warnOf("measured"), replace: true });
    expect(await findingsOf(ledger, runId)).toMatchObject([{ message: "of measured" }]);
    await recordAndFinalizeRun(ledger, { runId, gateReviews: [warnOf("Caching")] }).catch(() => {});
    expect((await getRun(ledger, runId)).status).toBe("failed");
    expect(await findingsOf(ledger, runId)).toMatchObject([{ message: "of measured" }]);
  });

  it("is nothing where nothing could be judged", async () => {
    const { ledger } = await scratchLedger();
    const runId = await runOf(ledger);
    await writeGateReview(ledger, { runId, ...warnOf("never said"), decision: "error" });
    expect(await findingsOf(ledger, runId)).toEqual([]);
  });
});

describe("what cannot be recorded", () => {
  it("is refused with the nearest passage, and changes nothing", async () => {
    const scratch = await scratchLedger();
    const runId = await runOf(scratch.ledger);
    const { error, changed } = await observe(scratch, () =>
      writeGateReviews(scratch.ledger, { runId, gateReviews: [warnOf("Caching", "holds 513 entries")] }),
    );
    expect(changed).toEqual([]);
    expect(error).toBeInstanceOf(QuoteNotFoundError);
    expect(error).toMatchObject({
      code: "quote-not-found",
      gateId: "a",
      problems: [{ finding: 2, quote: "holds 513 entries", nearest: { line: 3 } }],
      message: expect.stringMatching(/^the review of gate a: finding 2: the note does not say /),
    });
  });

  it("is refused where it says less than it found, or more", async () => {
    const { ledger } = await scratchLedger();
    const runId = await runOf(ledger);
    for (const decision of ["pass", "fail"] as const) {
      await expect(writeGateReview(ledger, { runId, ...warnOf("Caching"), decision })).rejects.toThrow(
        FindingsRefusedError,
      );
    }
    const unfounded = { gateId: "a", decision: "warn", rationaleMarkdown: "Hm." } as const;
    await expect(writeGateReview(ledger, { runId, ...unfounded })).rejects.toMatchObject({
      code: "findings-refused",
    });
  });

  it("is refused where its text alone says how bad it is in another way", async () => {
    const { ledger } = await scratchLedger();
    const runId = await runOf(ledger);
    const text = "### Findings\n- WARN: so so\n  > Caching\n- CRITICAL: wrong\n  > Caching";
    for (const decision of ["pass", "warn", "fail"] as const) {
      const review = { gateId: "a", decision, rationaleMarkdown: text };
      await expect(writeGateReview(ledger, { runId, ...review })).rejects.toMatchObject({
        code: "findings-refused",
        problems: [{ code: "unknown-severity", finding: 2 }],
      });
    }
    // What is given as data says itself how bad it is.
    await writeGateReview(ledger, { runId, ...warnOf("Caching"), rationaleMarkdown: text });
  });

  it("fails the run that is to be finalized with it", async () => {
    const { ledger } = await scratchLedger();
    const runId = await runOf(ledger);
    const finalizing = recordAndFinalizeRun(ledger, { runId, gateReviews: [warnOf("never said")] });
    await expect(finalizing).rejects.toThrow(RunFailedError);
    await expect(finalizing).rejects.toThrow('the note does not say "never said"');
    expect((await getRun(ledger, runId)).gateReviews).toEqual([]);
  });

  it("lists no more problems than a person reads", async () => {
    const { ledger } = await scratchLedger();
    const runId = await runOf(ledger);
    const many = warnOf(...Array.from({ length: 9 }, (_, index) => `never said ${index}`));
    await expect(writeGateReview(ledger, { runId, ...many })).rejects.toThrow(/; and 4 more problems$/);
  });
});

describe("findings without words of the note", () => {
  const unquoted = {
    gateId: "a",
    decision: "warn",
    rationaleMarkdown: "Hm.",
    findings: [{ severity: "warn", message: "too long", quotes: [] }],
  } as const;

  it("are taken where the run was asked for a gate that needs none", async () => {
    const { ledger } = await scratchLedger();
    const runId = await runOf(ledger, NOTE, { gates: [{ ...gateOf("a"), quotes: "none" }] });
    await writeGateReview(ledger, { runId, ...unquoted });
    expect(await findingsOf(ledger, runId)).toMatchObject([{ message: "too long", quotes: [] }]);
    expect((await getRun(ledger, runId)).gates).toMatchObject([{ gateId: "a", quotes: "none" }]);
    const other = await runOf(ledger);
    await expect(writeGateReview(ledger, { runId: other, ...unquoted })).rejects.toThrow("quotes nothing");
  });

  it("are taken of checks, which often know no place", async () => {
    const { ledger } = await scratchLedger();
    const runId = await runOf(ledger, NOTE, { modelId: CHECKS_PARTITION, runner: CHECKS_PARTITION });
    await recordAndFinalizeRun(ledger, { runId, gateReviews: [unquoted] });
    expect(await findingsOf(ledger, runId)).toHaveLength(1);
  });
});

it.each([5, null, undefined, "maybe", "constructor"])(
  "takes the decision %s for a mistake of the caller's",
  async (decision) => {
    const { ledger } = await scratchLedger();
    const runId = await runOf(ledger);
    for (const review of [warnOf("Caching"), { ...warnOf(), rationaleMarkdown: "Fine." }]) {
      const wrong = { ...review, decision: decision as "warn" };
      await expect(writeGateReview(ledger, { runId, ...wrong })).rejects.toThrow(InvalidInputError);
    }
    await expect(
      recordAndFinalizeRun(ledger, { runId, gateReviews: [{ ...warnOf(), decision: decision as "warn" }] }),
    ).rejects.toThrow(RunFailedError);
  },
);

it.each<[what: string, findings: unknown]>([
  ["no list", "warn"],
  ["another severity", [{ severity: "info", message: "x", quotes: [] }]],
  ["no message", [{ severity: "warn", quotes: [] }]],
  ["a number for a quote", [{ severity: "warn", message: "x", quotes: [7] }]],
  ["a place without an end", [{ severity: "warn", message: "x", quotes: [{ start: 1 }] }]],
  ["half a character", [{ severity: "warn", message: "\ud800", quotes: [] }]],
  ["a quote of half a character", [{ severity: "warn", message: "x", quotes: ["\ud800"] }]],
])("refuses findings with %s, as a mistake of the caller's", async (_, findings) => {
  const { ledger } = await scratchLedger();
  const runId = await runOf(ledger);
  const review = { ...warnOf("Caching"), findings: findings as GateReviewInput["findings"] };
  await expect(writeGateReview(ledger, { runId, ...review })).rejects.toThrow(InvalidInputError);
});
