import {
  type CommandRun,
  EXIT,
  type GlobalArgs,
  type Io,
  openLedgerOfRun,
  openLedgerToRead,
  openWorkspace,
  print,
  printJson,
  tell,
  UsageError,
} from "@review/cli-kit";
import { getRun, type Ledger, type Telemetry } from "@review/db";
import { modelPartition, readTelemetry, recordAndFinalizeRun } from "@review/lifecycle";
import {
  type CompletedDocument,
  type CompletionDocument,
  viewCompleted,
  viewCompletion,
} from "@review/views";
import { readNamedFile } from "../read-file.ts";
import { getRunningRun } from "../running-run.ts";

export interface FinalizeArgs {
  run?: number | undefined;
  actualModel?: string | undefined;
  effort?: string | undefined;
  telemetry?: string | undefined;
  check: boolean;
}

/** Completes a run, or says with `--check` whether it would complete. */
export const runFinalize: CommandRun<FinalizeArgs> = async (args, { io }) => {
  if (args.check) {
    const checked = await checkRun(args, io);
    const { runId, complete, problems } = checked;
    if (args.json) printJson(io, checked);
    else print(io, complete ? `run ${runId} would complete` : problems.join("\n"));
    return complete ? EXIT.done : EXIT.no;
  }
  const completed = await completeRun(args, io);
  const { runId, notePath, modelId, gates } = completed;
  if (args.json) printJson(io, completed);
  else {
    print(io, `completed ${runId} ${gates.length}`);
    tell(io, args, `${notePath} is accepted under ${modelId}`);
  }
  return EXIT.done;
};

type FinalizeCall = FinalizeArgs & GlobalArgs;

/** Whether a run would complete, and why not. Changes nothing. */
export async function checkRun(args: FinalizeCall, io: Io): Promise<CompletionDocument> {
  requireModelOfEffort(args);
  await using ledger = await openLedgerToRead(await openWorkspace(args, io));
  return viewCompletion(await getRunningRun(ledger, Number(args.run)));
}

/** Completes a run, and says what was accepted. Throws RunFailedError if the run failed instead. */
export async function completeRun(args: FinalizeCall, io: Io): Promise<CompletedDocument> {
  requireModelOfEffort(args);
  const runId = Number(args.run);
  const { actualModel, effort } = args;
  const workspace = await openWorkspace(args, io);
  const { aliases } = workspace.corpus.config;
  const actualModelId =
    actualModel === undefined ? undefined : modelPartition(actualModel, { effort, aliases });

  await using ledger = await openLedgerOfRun(workspace, runId);
  const telemetry = await readTelemetryOf(args, ledger, io);
  await recordAndFinalizeRun(ledger, {
    runId,
    ...(actualModelId && { actualModelId, modelEvidence: "declared" }),
    ...(telemetry && { executionData: { telemetry } }),
  });
  return viewCompleted(await getRun(ledger, runId));
}

function requireModelOfEffort({ actualModel, effort }: FinalizeArgs): void {
  if (effort === undefined || actualModel !== undefined) return;
  throw new UsageError(
    (option) =>
      `${option("effort")} goes with ${option("actualModel")}: name the model that reviewed with this effort`,
  );
}

async function readTelemetryOf(
  { run, telemetry: file }: FinalizeArgs,
  ledger: Ledger,
  io: Io,
): Promise<Telemetry | undefined> {
  if (file === undefined) return undefined;
  // Nobody types telemetry for a run that is not there.
  await getRunningRun(ledger, Number(run));
  const { telemetry } = readTelemetry(await readNamedFile(file, "the telemetry", io));
  if (!telemetry) throw new UsageError(`${file} is not a JSON object: mend it, or leave out --telemetry`);
  return telemetry;
}
