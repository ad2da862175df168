import {
  type CommandRun,
  EXIT,
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
import { getRun, type Telemetry } from "@review/db";
import { completionProblems, modelPartition, readTelemetry, recordAndFinalizeRun } from "@review/lifecycle";
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
  const runId = Number(args.run);
  const { actualModel, effort } = args;
  if (effort !== undefined && actualModel === undefined) {
    throw new UsageError("--effort goes with --actual-model: name the model that reviewed with this effort");
  }
  const workspace = await openWorkspace(args, io);
  if (args.check) {
    const problems = await wouldFail(workspace, runId);
    if (args.json) printJson(io, { runId, complete: problems.length === 0, problems });
    else print(io, problems.length === 0 ? `run ${runId} would complete` : problems.join("\n"));
    return problems.length === 0 ? EXIT.done : EXIT.no;
  }
  const { aliases } = workspace.corpus.config;
  const actualModelId =
    actualModel === undefined ? undefined : modelPartition(actualModel, { effort, aliases });

  await using ledger = await openLedgerOfRun(workspace, runId);
  let telemetry: Telemetry | undefined;
  if (args.telemetry !== undefined) {
    // Nobody types telemetry for a run that is not there.
    await getRunningRun(ledger, runId);
    telemetry = await readTelemetryFile(args.telemetry, io);
  }
  await recordAndFinalizeRun(ledger, {
    runId,
    ...(actualModelId && { actualModelId, modelEvidence: "declared" }),
    ...(telemetry && { executionData: { telemetry } }),
  });
  const run = await getRun(ledger, runId);
  if (args.json) {
    const decisions = new Map(run.gateReviews.map(({ gateId, decision }) => [gateId, decision]));
    const gates = run.gates.map(({ gateId }) => ({ gateId, decision: decisions.get(gateId) }));
    printJson(io, { runId, status: run.status, modelId: run.modelId, notePath: run.notePath, gates });
  } else {
    print(io, `completed ${runId} ${run.gates.length}`);
    tell(io, args, `${run.notePath} is accepted under ${run.modelId}`);
  }
  return EXIT.done;
};

async function wouldFail(workspace: Workspace, runId: number): Promise<string[]> {
  await using ledger = await openLedgerToRead(workspace);
  return completionProblems(await getRunningRun(ledger, runId));
}

async function readTelemetryFile(file: string, io: Io): Promise<Telemetry> {
  const { telemetry } = readTelemetry(await readNamedFile(file, "the telemetry", io));
  if (!telemetry) throw new UsageError(`${file} is not a JSON object: mend it, or leave out --telemetry`);
  return telemetry;
}
