import {
  type CommandRun,
  EXIT,
  explainChanged,
  type GlobalArgs,
  type Io,
  openLedgerOfRun,
  openLedgerToRead,
  openWorkspace,
  print,
  printJson,
  tell,
  UsageError,
  type Workspace,
} from "@review/cli-kit";
import { getRun, type Ledger, type Telemetry } from "@review/db";
import { type Answerer, modelPartition, readTelemetry, recordAndFinalizeRun } from "@review/lifecycle";
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
    else if (complete) print(io, `run ${runId} would complete`);
    else for (const problem of problems) print(io, problem);
    return complete ? EXIT.done : EXIT.no;
  }
  const completed = await completeRun(args, io);
  const { runId, notePath, modelId, gates, changedSince } = completed;
  if (args.json) printJson(io, completed);
  else {
    print(io, `completed ${runId} ${gates.length}`);
    if (!changedSince) tell(io, args, `${notePath} is accepted under ${modelId}`);
  }
  if (changedSince) tell(io, args, explainChanged(runId, notePath, changedSince));
  return EXIT.done;
};

type FinalizeCall = FinalizeArgs & GlobalArgs;

/** Whether a run would complete, and why not. Changes nothing. */
export async function checkRun(args: FinalizeCall, io: Io): Promise<CompletionDocument> {
  requireModelOfEffort(args);
  const workspace = await openWorkspace(args, io);
  const answerer = answererOf(args, workspace);
  await using ledger = await openLedgerToRead(workspace, { takesIn: false });
  return viewCompletion(await getRunningRun(ledger, Number(args.run)), answerer);
}

/** Completes a run, and says what was accepted. Throws RunFailedError if the run failed instead. */
export async function completeRun(args: FinalizeCall, io: Io): Promise<CompletedDocument> {
  requireModelOfEffort(args);
  const runId = Number(args.run);
  const workspace = await openWorkspace(args, io);
  const answerer = answererOf(args, workspace);

  await using ledger = await openLedgerOfRun(workspace, runId);
  const telemetry = await readTelemetryOf(args, ledger, io);
  await recordAndFinalizeRun(ledger, {
    runId,
    ...answerer,
    modelEvidence: "declared",
    ...(telemetry && { executionData: { telemetry } }),
  });
  return viewCompleted(workspace.corpus, await getRun(ledger, runId));
}

/** The model that is declared to have reviewed, and whether another than the one asked for counts. */
function answererOf({ actualModel, effort }: FinalizeArgs, { corpus }: Workspace): Answerer {
  const { aliases, requireModel } = corpus.config;
  if (actualModel === undefined) return { requireModel };
  return { requireModel, actualModelId: modelPartition(actualModel, { effort, aliases }) };
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
