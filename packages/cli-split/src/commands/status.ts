import { type CommandRun, openLedgerToRead, openWorkspace, print, printJson, tell } from "@review/cli-kit";
import { getRun } from "@review/db";

export interface StatusArgs {
  run?: number | undefined;
}

/** Says what of a run is written and what is missing. */
export const runStatus: CommandRun<StatusArgs> = async (args, { io }) => {
  await using ledger = await openLedgerToRead(await openWorkspace(args, io));
  const run = await getRun(ledger, Number(args.run));
  const decisions = new Map(run.gateReviews.map(({ gateId, decision }) => [gateId, decision]));
  const missing = run.gates.map(({ gateId }) => gateId).filter((gateId) => !decisions.has(gateId));
  if (args.json) {
    const { id, status, notePath, modelId, runner, startedAt, completedAt, failureReason } = run;
    const gates = run.gates.map(({ gateId }) => ({ gateId, decision: decisions.get(gateId) ?? null }));
    printJson(io, {
      runId: id,
      status,
      notePath,
      modelId,
      runner,
      startedAt,
      completedAt,
      failureReason,
      gates,
      missing,
    });
    return 0;
  }
  print(io, `run ${run.id}: ${run.status}, ${run.notePath} under ${run.modelId}`);
  if (run.failureReason) print(io, `reason: ${run.failureReason}`);
  for (const { gateId } of run.gates)
    print(io, `  ${(decisions.get(gateId) ?? "missing").padEnd(7)}  ${gateId}`);
  if (run.status === "running") {
    const next =
      missing.length === 0
        ? `finalize --run ${run.id}`
        : `write --run ${run.id} --gate ${missing[0]} --file FILE`;
    tell(io, args, `next: review-split ${next}`);
  }
  return 0;
};
