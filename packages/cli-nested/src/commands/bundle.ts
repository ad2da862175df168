import {
  type CommandRun,
  count,
  EXIT,
  explainChanged,
  explainLeftOut,
  explainNotListed,
  explainPartitions,
  explainUnknownKeys,
  openLedgerToRead,
  openLedgerToWrite,
  openWorkspace,
  print,
  printable,
  printJson,
  printLines,
  type ReportArgs,
  reportOutput,
  tell,
} from "@review/cli-kit";
import { type ChangedSince, resolveNotePath, whyLeftOut } from "@review/corpus";
import type { ModelId, RunId } from "@review/db";
import { isPinned, resolvePartitions } from "@review/lifecycle";
import { buildRun, executeBatch, findChanged, type PlannedRun } from "@review/runner";
import { applicableGates, selectGates, selectModelGates } from "@review/views";
import { type AcceptedGate, viewAcceptedGate } from "../reviewing/accepted-gate.ts";
import {
  chooseReviewer,
  judgeableGates,
  type ReviewerArgs,
  requireConsent,
} from "../reviewing/choose-reviewer.ts";
import { type Asked, describePrompt } from "../reviewing/describe-batches.ts";
import { describeEnding } from "../reviewing/describe-ending.ts";
import { describeFailure } from "../reviewing/describe-failure.ts";
import { describeOtherModel } from "../reviewing/describe-other-model.ts";
import { describeRepair } from "../reviewing/describe-repair.ts";
import { describeSecond } from "../reviewing/describe-second.ts";
import { describeExpectedSecond, type ExpectedSecond, expectSecond } from "../reviewing/expect-second.ts";
import { standsAtLeast } from "../reviewing/fail-on.ts";
import { reportStanding } from "../reviewing/report-standing.ts";
import { codeOfFailure, ReviewerError, requireRunner } from "../reviewing/require-runner.ts";
import { showProgress } from "../reviewing/show-progress.ts";
import { requireRoom } from "../reviewing/too-large.ts";
import { describeOutcome } from "../terminal/describe-decisions.ts";

export interface BundleArgs extends ReviewerArgs, ReportArgs {
  note: string;
  gates: readonly string[];
  exclude?: readonly string[] | undefined;
}

/** A run that is completed, and what was accepted. */
export interface BundleDocument {
  runId: RunId;
  status: "completed";
  notePath: string;
  /** The partition it was recorded under. */
  modelId: ModelId;
  /** The requested gates. */
  gates: JudgedGate[];
  /** What is on disk no more as the run captured it: what it is now is not accepted by it. Absent if nothing is. */
  changedSince?: ChangedSince;
  /** What was put to a second reviewer, what it said anything of, and how much of it that one disputes; `problem` says why it gave no whole answer. Absent where nobody was asked. */
  second?: { asked: number; answered: number; disputed: number; problem?: string };
}

/** What was accepted of a gate, in the reviewer's own words, too. */
interface JudgedGate extends AcceptedGate {
  rationaleMarkdown: string;
}

/** What a reviewer would be asked. */
export interface BundlePlanDocument extends Asked {
  notePath: string;
  /** Gate ids. */
  gates: string[];
  /** What `--confirm` would ask, at most; absent without it. */
  second?: ExpectedSecond;
}

/** Reviews one note in one run. */
export const runBundle: CommandRun<BundleArgs> = async (args, commandContext) => {
  const { io, version } = commandContext;
  const output = await reportOutput(args, io, { "dry-run": args.dryRun });
  const workspace = await openWorkspace(args, io);
  const { corpus } = workspace;
  const reviewer = chooseReviewer(args, io, corpus);
  const { runner, model, effort, requireModel, repair, second } = reviewer;
  const notePath = await resolveNotePath(corpus, args.note, io.cwd);
  const leftOut = await whyLeftOut(corpus, notePath);
  if (leftOut !== undefined) tell(io, args, explainNotListed(notePath, leftOut));
  const selected = runner.usesModel
    ? await selectModelGates(corpus, args)
    : { gates: await selectGates(corpus, args), left: [] };
  const without = explainLeftOut({ leftOut: selected.left });
  if (without) tell(io, args, without);
  const asked = judgeableGates(runner, selected.gates);
  const run = await buildRun(corpus, { notePath, gates: asked, links: runner.usesModel });
  const { gates, left, unknown } = await applicableGates(run.note, asked);
  for (const message of left) tell(io, args, message);
  for (const message of await explainUnknownKeys(gates)) tell(io, args, `warning: ${message}`);
  const planned: PlannedRun = { ...run, gates };
  if (runner.usesModel) requireRoom(planned, corpus.config.limits.promptBytes);
  if (args.dryRun) {
    await using ledger = await openLedgerToRead(workspace);
    const described = await describePrompt(ledger, runner, [planned]);
    const { aliases } = corpus.config;
    const { partitions } = await resolvePartitions(ledger, { model, effort, aliases, exact: requireModel });
    const known = { gates, partitions, pairs: gates.length, batches: 1 };
    const ahead = second && (await expectSecond({ corpus, ledger }, second, known));
    const document: BundlePlanDocument = {
      ...{ notePath, gates: gates.map(({ id }) => id) },
      ...described,
      ...(ahead && { second: ahead }),
    };
    if (ahead) tell(io, args, describeExpectedSecond(ahead));
    if (args.json) printJson(io, document);
    // The exact prompt; on a terminal without what could act on it.
    else io.stdout.write(`${io.stdout.isTTY ? printable(described.text) : described.text}\n`);
    return EXIT.done;
  }

  await requireConsent(workspace, reviewer, gates);
  const { interrupted, forced } = io.watchSignals();
  const { root } = corpus;
  const context = { signal: interrupted, forced, environment: io.environment, root };
  await requireRunner(runner, context);
  await using ledger = await openLedgerToWrite(workspace);
  const { aliases, limits } = corpus.config;
  const partitions = await resolvePartitions(ledger, { model, effort, aliases, exact: requireModel });
  const explanation = explainPartitions(model, partitions);
  if (explanation) tell(io, args, explanation);
  tell(
    io,
    args,
    `${runner.name} reviews ${notePath} against ${count(gates.length, "gate")} under ${partitions.modelId}`,
  );
  const progress = io.stderr.isTTY && !args.quiet && !args.json ? showProgress(io) : undefined;
  const {
    runs,
    execution,
    second: opinion,
  } = await executeBatch(
    {
      ...context,
      ...(progress && { onProgress: progress }),
      ledger,
      timeoutMs: (args.timeout ?? limits.timeoutSeconds) * 1000,
      toolVersion: version,
      repair,
      onRepair: ({ pairs, problems }) => tell(io, args, describeRepair(pairs, problems)),
      owner: io.self,
    },
    { runner, model, effort, aliases, requireModel, second, ...partitions },
    { runs: [planned] },
  );
  const [outcome] = runs;
  if (!outcome) throw new Error(`the run of ${notePath} has no outcome`);
  if (outcome.status === "failed") {
    const { runId, how, reason } = outcome;
    throw new ReviewerError(codeOfFailure(how), `run ${runId} failed: ${describeFailure(runId, reason)}`);
  }
  if (outcome.modelId !== partitions.modelId) {
    tell(io, args, describeOtherModel(partitions.modelId, outcome.modelId, !isPinned(partitions)));
  }
  const changed = await findChanged(corpus, planned);
  if (changed) tell(io, args, explainChanged(outcome.runId, notePath, changed));
  const ending = describeEnding(execution.telemetry?.ending, outcome.status);
  if (ending !== undefined) tell(io, args, `${runner.name} ${ending}`);
  const said = opinion && {
    asked: opinion.asked,
    answered: opinion.answered,
    disputed: opinion.disputed,
    ...("message" in opinion.execution.ended && { problem: opinion.execution.ended.message }),
  };
  if (said) tell(io, args, describeSecond(said));
  const accepted = outcome.gates.map(viewAcceptedGate);
  if (args.json) {
    const { runId, status, modelId } = outcome;
    const about = { runId, status, notePath, modelId, gates: accepted };
    const more = { ...(changed && { changedSince: changed }), ...(said && { second: said }) };
    const document: BundleDocument = { ...about, ...more };
    printJson(io, document);
  } else if (!output?.onStdout) {
    const lines = accepted.flatMap((gate) => describeOutcome(notePath, gate, io));
    printLines(
      io,
      lines.map((line) => line.slice(2)),
    );
    print(io, `completed ${outcome.runId} ${outcome.gates.length}`);
  }
  const question = {
    partitions: [...new Set([...partitions.partitions, outcome.modelId])],
    pairs: gates.map(({ id }) => ({ notePath, gateId: id })),
  };
  if (output) await output.write(await reportStanding(args, commandContext, { corpus, ledger }, question));
  const stands = await standsAtLeast(args, commandContext, { corpus, ledger }, question);
  // Of a pair of unknown scope nobody can say that nothing bad stands for it.
  const isUnseen = unknown > 0 && (args.failOn === "warn" || args.failOn === "fail");
  return stands || isUnseen ? EXIT.no : EXIT.done;
};
