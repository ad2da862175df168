import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { type Ledger, storageOf } from "../src/ledger.ts";
import { changeRun, insertRun } from "../src/transitions.ts";
import type { ModelId } from "../src/vocabulary.ts";
import { history } from "./contract/import-history.ts";
import { newFinding, quoteIn } from "./new-finding.ts";
import { newRun, withoutQuotes } from "./new-run.ts";
import { recordDoubt } from "./sqlite/broken-opinions.ts";
import { recordLiftedQuarantine } from "./sqlite/broken-quarantines.ts";
import { recordSample } from "./sqlite/broken-samples.ts";

/** Characters that engines keep in ways of their own. */
const ODD = "nul \0, sign \uFFFE, sign and digit \uFFFE0, \\u0000 \\\\u0000 \u{1F600} é";

/** Fills a ledger with rows in every table, and with a run that is still running, whose first review was replaced. */
export async function fillLedger(ledger: Ledger, texts: readonly string[] = []): Promise<void> {
  const storage = storageOf(ledger);
  await storage.importHistory(() => history);
  await recordDoubt(ledger);
  await recordLiftedQuarantine(ledger);
  await recordSample(ledger);
  await findWorse(ledger);
  for (const text of [ODD, ...texts]) await reviewText(ledger, text);
  await replaceReview(ledger);
}

/** A finding is waived as a warning, and then found to be worse: by now no waiver of it as a warning would be taken. */
async function findWorse(ledger: Ledger): Promise<void> {
  const find = async (severity: "warn" | "fail") => {
    const id = await insertRun(ledger, withoutQuotes(newRun({ notePath: "w.md" })));
    const findings = [newFinding("e", { severity })];
    const gateReviews = [
      { gateId: "a", decision: severity, rationaleMarkdown: "so", findings },
      { gateId: "b", decision: "pass", rationaleMarkdown: "so" },
    ] as const;
    await changeRun(ledger, id, () => ({ change: { gateReviews, end: { status: "completed" } } }));
  };
  await find("warn");
  const waived = { key: "e".repeat(16), kind: "waived", severity: "warn", reason: "meant" } as const;
  await storageOf(ledger).recordWaivers([waived.key], () => [waived]);
  await find("fail");
}

/** A note, its path, its answer and what is known of the run are all this text; the run fails. */
async function reviewText(ledger: Ledger, text: string): Promise<void> {
  const note = snapshotOf(`${text} wrong`);
  const run = newRun({ notePath: `${text}.md`, note, telemetry: { model: text, requestedModelId: "asked" } });
  const id = await insertRun(ledger, run);
  const findings = [newFinding("f", { message: `wrong: ${text}`, quotes: [quoteIn(note.text, "wrong")] })];
  const evidence = { [text]: [text] };
  const gateReviews = [
    { gateId: "a", decision: "warn", rationaleMarkdown: `said: ${text}`, findings, evidence },
  ] as const;
  const end = { status: "failed", reason: `because: ${text}` } as const;
  await changeRun(ledger, id, () => ({
    change: { gateReviews, rekeyTo: "other" as ModelId, rawBundleMarkdown: text, debugLog: text, end },
  }));
}

async function replaceReview(ledger: Ledger): Promise<void> {
  const id = await insertRun(ledger, newRun());
  const review = { gateId: "a", decision: "pass", rationaleMarkdown: "so" } as const;
  let [replaces = 0] = await changeRun(ledger, id, () => ({ change: { gateReviews: [review] } }));
  [replaces = 0] = await changeRun(ledger, id, () => ({
    change: { gateReviews: [{ ...review, replaces }] },
  }));
  await changeRun(ledger, id, () => ({
    change: { gateReviews: [{ ...review, gateId: "b" }] },
  }));
}
