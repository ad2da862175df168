// What another repository does with the published packages. Type-checked and run outside the workspace.
import { createHash } from "node:crypto";
import { getRun, type Ledger, listRuns, openLedger, RunNotFoundError } from "@review/db";
import { createRun, modelPartition, RunNotRunningError, recordAndFinalizeRun } from "@review/lifecycle";

const snapshotOf = (text: string) => ({ sha: createHash("sha256").update(text).digest("hex"), text });

async function review(ledger: Ledger): Promise<number> {
  const runId = await createRun(ledger, {
    notePath: "notes/sample.md",
    modelId: modelPartition("Some Model", { effort: "high" }),
    runner: "consumer",
    note: snapshotOf("# Sample\n"),
    gates: [{ gateId: "prose/clarity", ...snapshotOf("Is every sentence clear?\n") }],
  });
  const gateReviews = [{ gateId: "prose/clarity", decision: "pass", rationaleMarkdown: "It is." }] as const;
  return recordAndFinalizeRun(ledger, { runId, gateReviews });
}

await using ledger = await openLedger("ledger.sqlite");
const runId = await review(ledger);
const { status, modelId, gateReviews } = await getRun(ledger, runId);
const again = await recordAndFinalizeRun(ledger, { runId }).catch((error: unknown) => error);
const unknown = await getRun(ledger, 99).catch((error: unknown) => error);
console.log(
  JSON.stringify({
    runs: (await listRuns(ledger)).length,
    run: { status, modelId, decisions: gateReviews.map(({ decision }) => decision) },
    refused: [again instanceof RunNotRunningError, unknown instanceof RunNotFoundError],
  }),
);
