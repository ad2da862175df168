import {
  type CommandRun,
  type GlobalArgs,
  type Io,
  openLedgerOfRun,
  openWorkspace,
  print,
  printJson,
} from "@review/cli-kit";
import type { RunId } from "@review/db";
import { failRun } from "@review/lifecycle";

export interface FailArgs {
  run?: number | undefined;
  remark?: string | undefined;
}

/** A run that was given up. */
export interface FailedDocument {
  runId: RunId;
  status: "failed";
  /** As it was kept with the run. */
  reason: string;
}

/** Gives a run up. */
export const runFail: CommandRun<FailArgs> = async (args, { io }) => {
  const failed = await giveUp({ ...args, reason: args.remark }, io);
  if (args.json) printJson(io, failed);
  else print(io, `failed ${failed.runId}`);
};

/** Fails a running run, and says what it is now. */
export async function giveUp(
  args: GlobalArgs & { run?: number | undefined; reason?: string | undefined },
  io: Io,
): Promise<FailedDocument> {
  const runId = Number(args.run);
  const reason = (args.reason ?? "").trim();
  await using ledger = await openLedgerOfRun(await openWorkspace(args, io), runId);
  await failRun(ledger, { runId, reason });
  return { runId, status: "failed", reason };
}
