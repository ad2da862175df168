import { type CommandRun, openLedgerOfRun, openWorkspace, print, printJson } from "@review/cli-kit";
import { failRun } from "@review/lifecycle";

export interface FailArgs {
  run?: number | undefined;
  reason?: string | undefined;
}

/** Gives a run up. */
export const runFail: CommandRun<FailArgs> = async (args, { io }) => {
  const runId = Number(args.run);
  const reason = (args.reason ?? "").trim();
  await using ledger = await openLedgerOfRun(await openWorkspace(args, io), runId);
  await failRun(ledger, { runId, reason });
  if (args.json) printJson(io, { runId, status: "failed", reason });
  else print(io, `failed ${runId}`);
  return 0;
};
