import { type Finding, getRun, type Ledger, listFindings } from "@review/db";
import { observe, scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { expect, it } from "vitest";
import {
  attest,
  createRun,
  type GateReviewInput,
  QuoteNotFoundError,
  recordAndFinalizeRun,
  writeGateReview,
} from "../src/index.ts";
import { attestedEntry, foundIn } from "./attested-entries.ts";
import { gateOf, newRun } from "./runs.ts";

/** Longer than what is read in the thread that asks. */
const LONG = `${"A word or two. ".repeat(20_000)}\n\n`;
const NOTE = "The cache holds **512 entries**.\n\nIt is old.\n";

const runOf = (ledger: Ledger, text: string) =>
  createRun(ledger, newRun({ note: snapshotOf(text), gates: [gateOf("a")] }));

const warnOf = (...quotes: string[]): GateReviewInput => ({
  gateId: "a",
  decision: "warn",
  rationaleMarkdown: "Hm.",
  findings: quotes.map((quote) => ({ severity: "warn", message: `of ${quote}`, quotes: [quote] })),
});

async function finalized(ledger: Ledger, text: string): Promise<Finding[]> {
  const runId = await runOf(ledger, text);
  await recordAndFinalizeRun(ledger, { runId, gateReviews: [warnOf("holds 512 entries", "It is old.")] });
  const { gateReviews } = await getRun(ledger, runId);
  const found = await listFindings(
    ledger,
    gateReviews.map(({ id }) => id),
  );
  return [...found.values()].flat();
}

it("findings in a long note are what they are in a short one, at other offsets, and keep their keys", async () => {
  const { ledger } = await scratchLedger();
  const short = await finalized(ledger, NOTE);
  const long = await finalized(ledger, LONG + NOTE);
  const wordsOf = (findings: Finding[]) =>
    findings.map(({ key, message, quotes: [quote] }) => [key, message, quote?.exact, quote?.startColumn]);
  expect(wordsOf(long)).toEqual(wordsOf(short));
  expect(long.map(({ continuesFindingId }) => continuesFindingId)).toEqual(short.map(({ id }) => id));
  const offsetsOf = (findings: Finding[]) => findings.map(({ quotes: [quote] }) => quote?.startOffset);
  expect(offsetsOf(long)).toEqual(offsetsOf(short).map((offset = 0) => offset + LONG.length));
});

it("what the lock says of a long note is what it says of a short one, at other offsets", async () => {
  const { ledger } = await scratchLedger();
  const words = "holds **512 entries";
  const ofText = (text: string) =>
    attestedEntry({ note: snapshotOf(text), decision: "warn", findings: [foundIn(words)] });
  const { attested } = await attest(ledger, [ofText(NOTE), ofText(LONG + NOTE)]);
  expect(attested).toHaveLength(2);
  const found = [...(await listFindings(ledger, [1, 2])).values()].flat();
  const placesOf = found.map(({ quotes: [quote] }) => [quote?.exact, quote?.startOffset]);
  expect(placesOf).toEqual([
    [words, NOTE.indexOf(words)],
    [words, (LONG + NOTE).indexOf(words)],
  ]);
});

it("a quote that a long note does not say is refused with the nearest line", async () => {
  const scratch = await scratchLedger();
  const runId = await runOf(scratch.ledger, LONG + NOTE);
  const { error, changed } = await observe(scratch, () =>
    writeGateReview(scratch.ledger, { runId, ...warnOf("holds 513 entries") }),
  );
  expect(changed).toEqual([]);
  expect(error).toBeInstanceOf(QuoteNotFoundError);
});
