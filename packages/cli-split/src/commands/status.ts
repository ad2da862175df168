import {
  type CommandRun,
  type GlobalArgs,
  openLedgerToRead,
  openWorkspace,
  optionWords,
  print,
  printJson,
  tell,
} from "@review/cli-kit";
import { getRun } from "@review/db";
import { type ProgressDocument, viewProgress } from "@review/views";
import { commandLine } from "../command-line.ts";

export interface StatusArgs {
  run?: number | undefined;
}

/** Says what of a run is written and what is missing. */
export const runStatus: CommandRun<StatusArgs> = async (args, { io }) => {
  await using ledger = await openLedgerToRead(await openWorkspace(args, io), { takesIn: false });
  const progress = viewProgress(await getRun(ledger, Number(args.run)));
  if (args.json) return printJson(io, progress);
  const { runId, status, notePath, modelId, failureReason, gates } = progress;
  print(io, `run ${runId}: ${status}, ${notePath} under ${modelId}`);
  if (failureReason) print(io, `reason: ${failureReason}`);
  for (const { gateId, decision } of gates) print(io, `  ${(decision ?? "missing").padEnd(7)}  ${gateId}`);
  if (status === "running") tell(io, args, `next: ${nextCommand(args, progress)}`);
};

/** The first gate without a judgement is written next; when there is none, the run can be finalized. */
function nextCommand(args: GlobalArgs, { runId, gates, missing: [missing] }: ProgressDocument): string {
  const run = ["--run", String(runId)];
  if (missing !== undefined)
    return commandLine(args, "write", ...run, ...optionWords("gate", missing), "--file", "FILE");
  const undecided = gates.find(({ decision }) => decision === "error");
  return undecided
    ? commandLine(
        args,
        "write",
        ...run,
        ...optionWords("gate", undecided.gateId),
        "--file",
        "FILE",
        "--replace",
      )
    : commandLine(args, "finalize", ...run);
}
