import { type CommandRun, openLedgerToWrite, openWorkspace, print, printJson } from "@review/cli-kit";
import { failRun } from "@review/lifecycle";

export interface FailArgs {
  run?: number | undefined;
  reason?: string | undefined;
}

/** Gives a run up. */
export const runFail: CommandRun<FailArgs> = async (args, { io }) => {
  const reason = args.reason ?? "";
  await using ledger = await openLedgerToWrite(await openWorkspace(args, io));
  const runId = await failRun(ledger, { runId: Number(args.run), reason });
  if (args.json) printJson(io, { runId, status: "failed", reason: reason.trim() });
  else print(io, `failed ${runId}`);
  return 0;
};
