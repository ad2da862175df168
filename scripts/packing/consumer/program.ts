// What another repository does with the published packages. Type-checked and run outside the workspace.
import { createHash } from "node:crypto";
import { getRun, type Ledger, listFindings, listRuns, openLedger, RunNotFoundError } from "@review/db";
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
  const findings = [{ severity: "warn", message: "says little", quotes: ["Sample"] }] as const;
  const judgement = { decision: "warn", rationaleMarkdown: "Hardly.", findings } as const;
  return recordAndFinalizeRun(ledger, { runId, gateReviews: [{ gateId: "prose/clarity", ...judgement }] });
}

await using ledger = await openLedger("ledger.sqlite");
const runId = await review(ledger);
const { status, modelId, gateReviews } = await getRun(ledger, runId);
const findings = await listFindings(
  ledger,
  gateReviews.map(({ id }) => id),
);
const places = [...findings.values()].flat().flatMap(({ quotes }) => quotes);
const again = await recordAndFinalizeRun(ledger, { runId }).catch((error: unknown) => error);
const unknown = await getRun(ledger, 99).catch((error: unknown) => error);
console.log(
  JSON.stringify({
    runs: (await listRuns(ledger)).length,
    run: {
      status,
      modelId,
      decisions: gateReviews.map(({ decision }) => decision),
      places: places.map(({ startLine, startColumn }) => `${startLine}:${startColumn}`),
    },
    refused: [again instanceof RunNotRunningError, unknown instanceof RunNotFoundError],
  }),
);
