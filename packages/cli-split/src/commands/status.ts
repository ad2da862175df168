import {
  type CommandRun,
  type GlobalArgs,
  openLedgerToRead,
  openWorkspace,
  print,
  printJson,
  tell,
} from "@review/cli-kit";
import { getRun, type RunDetails } from "@review/db";
import { commandLine } from "../command-line.ts";

export interface StatusArgs {
  run?: number | undefined;
}

/** Says what of a run is written and what is missing. */
export const runStatus: CommandRun<StatusArgs> = async (args, { io }) => {
  await using ledger = await openLedgerToRead(await openWorkspace(args, io));
  const run = await getRun(ledger, Number(args.run));
  const progress = describeProgress(run);
  if (args.json) {
    printJson(io, progress);
    return 0;
  }
  print(io, `run ${run.id}: ${run.status}, ${run.notePath} under ${run.modelId}`);
  if (run.failureReason) print(io, `reason: ${run.failureReason}`);
  for (const { gateId, decision } of progress.gates)
    print(io, `  ${(decision ?? "missing").padEnd(7)}  ${gateId}`);
  if (run.status === "running") tell(io, args, `next: ${nextCommand(args, run)}`);
  return 0;
};

/** A run, with the decision of each gate, and the gates that have none. */
export function describeProgress(run: RunDetails) {
  const { id, status, notePath, modelId, runner, startedAt, completedAt, failureReason } = run;
  const decisions = new Map(run.gateReviews.map(({ gateId, decision }) => [gateId, decision]));
  const gates = run.gates.map(({ gateId }) => ({ gateId, decision: decisions.get(gateId) ?? null }));
  const missing = gates.filter(({ decision }) => decision === null).map(({ gateId }) => gateId);
  const about = { runId: id, status, notePath, modelId, runner, startedAt, completedAt, failureReason };
  return { ...about, gates, missing };
}

/** The first gate without a judgement is written next; when there is none, the run can be finalized. */
function nextCommand(args: GlobalArgs, { id, gates, gateReviews }: RunDetails): string {
  const run = ["--run", String(id)];
  const missing = gates.find(({ gateId }) => !gateReviews.some((review) => review.gateId === gateId));
  if (missing) return commandLine(args, "write", ...run, "--gate", missing.gateId, "--file", "FILE");
  const undecided = gateReviews.find(({ decision }) => decision === "error");
  return undecided
    ? commandLine(args, "write", ...run, "--gate", undecided.gateId, "--file", "FILE", "--replace")
    : commandLine(args, "finalize", ...run);
}
