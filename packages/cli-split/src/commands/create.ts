import {
  type CommandRun,
  count,
  explainLeftOut,
  explainNotListed,
  explainPartitions,
  type GlobalArgs,
  type Io,
  openLedgerToWrite,
  openWorkspace,
  optionWords,
  printJson,
  requireSetting,
  reviewerSettings,
  tell,
  UsageError,
  type Workspace,
} from "@review/cli-kit";
import { CHECKS_RUNNER, type Gate, type Note, readNote, resolveNotePath, whyLeftOut } from "@review/corpus";
import type { Ledger, ModelId, RunId } from "@review/db";
import { createRun, modelPartition, type ResolveOptions, resolvePartitions } from "@review/lifecycle";
import { applicableGates, selectModelGates } from "@review/views";
import { commandLine } from "../command-line.ts";
import type { CreatedDocument, GateText } from "./create/created-document.ts";
import { readTexts } from "./create/read-texts.ts";

export interface CreateArgs {
  note: string;
  gates: readonly string[];
  exclude?: readonly string[] | undefined;
  runner?: string | undefined;
  model?: string | undefined;
  effort?: string | undefined;
}

/** Starts a run and tells the agent what to read and what to do next. */
export const runCreate: CommandRun<CreateArgs> = async (args, { io }) => {
  const prepared = await prepareRun(args, io);
  const { note, gates, left } = prepared;
  for (const message of left) tell(io, args, message);
  await using ledger = await openLedgerToWrite(prepared.workspace);
  const texts = args.json ? await readTexts(ledger, prepared) : undefined;
  const { runId, modelId, explanation, gateTexts } = await startRun(ledger, prepared);
  if (explanation) tell(io, args, explanation);
  const next = nextCommands(args, runId, gates);
  if (texts) {
    const document: CreatedDocument = { runId, modelId, ...texts, gates: gateTexts, next };
    printJson(io, { schema: 2, ...document });
  } else {
    io.stdout.write(`${runId}\n`);
    tell(io, args, `run ${runId}: ${count(gates.length, "gate")} for ${note.path} under ${modelId}`);
    tell(io, args, `next: ${next[0]}`);
  }
};

/** A run that can be started: everything that was named is there. */
export interface PreparedRun {
  workspace: Workspace;
  runner: string;
  model: string;
  asked: Omit<ResolveOptions, "model">;
  note: Note;
  gates: Gate[];
  /** One sentence for each gate that was named and does not apply to the note, and one for those with a check. */
  left: string[];
}

/** Finds what a run is asked for. Changes nothing; a bad name is refused before a ledger is made. */
export async function prepareRun(args: CreateArgs & GlobalArgs, io: Io): Promise<PreparedRun> {
  const workspace = await openWorkspace(args, io);
  const { corpus } = workspace;
  const settings = reviewerSettings(args, io, corpus);
  const runner = requireSetting("runner", settings.runner);
  const model = requireSetting("model", settings.model);
  const note = await readNote(corpus, await resolveNotePath(corpus, args.note, io.cwd));
  const notListed = await whyLeftOut(corpus, note.path);
  const selected = await selectModelGates(corpus, args);
  const without = explainLeftOut({ leftOut: selected.left });
  const { left, ...applicable } = await applicableGates(note, selected.gates);
  const { aliases, requireModel } = corpus.config;
  const asked = { effort: settings.effort, aliases, exact: requireModel };
  modelPartition(model, asked);
  if (runner === CHECKS_RUNNER) {
    throw new UsageError(
      `the runner ${runner} asks no model: \`review-nested sweep --runner ${CHECKS_RUNNER}\` runs it; name who reviews as the runner`,
    );
  }
  return {
    workspace,
    runner,
    model,
    asked,
    note,
    ...applicable,
    left: [
      ...(notListed === undefined ? [] : [explainNotListed(note.path, notListed)]),
      ...(without ? [without] : []),
      ...left,
    ],
  };
}

/** A run that was started, and how its model's name was resolved, where that is worth a word. */
export interface StartedRun {
  runId: RunId;
  modelId: ModelId;
  gateTexts: GateText[];
  explanation: string | undefined;
}

/** Records the run. */
export async function startRun(
  ledger: Ledger,
  { runner, model, asked, note, gates }: PreparedRun,
): Promise<StartedRun> {
  const partitions = await resolvePartitions(ledger, { model, ...asked });
  const { modelId } = partitions;
  const gateTexts = gates.map(({ id, sha, text, evidence }) => ({ gateId: id, sha, text, quotes: evidence }));
  const run = { notePath: note.path, modelId, runner, note, gates: gateTexts };
  const runId = await createRun(ledger, run);
  return { runId, modelId, gateTexts, explanation: explainPartitions(model, partitions) };
}

function nextCommands(args: GlobalArgs, runId: number, gates: readonly Gate[]): string[] {
  const run = ["--run", String(runId)];
  return [
    ...gates.map(({ id }) =>
      commandLine(args, "write", ...run, ...optionWords("gate", id), "--file", "FILE"),
    ),
    commandLine(args, "status", ...run),
    commandLine(args, "finalize", ...run),
  ];
}
