import {
  type CommandRun,
  count,
  EXIT,
  explainLeftOut,
  explainNotListed,
  explainPartitions,
  explainUnknownKeys,
  openLedgerToWrite,
  openWorkspace,
  type ReportArgs,
  reportOutput,
  tell,
} from "@review/cli-kit";
import { resolveNotePath, whyLeftOut } from "@review/corpus";
import { resolvePartitions } from "@review/lifecycle";
import { buildRun, executeBatch, type PlannedRun } from "@review/runner";
import { applicableGates, selectGates, selectModelGates } from "@review/views";
import {
  chooseReviewer,
  judgeableGates,
  type ReviewerArgs,
  requireConsent,
} from "../reviewing/choose-reviewer.ts";
import { describeFailure } from "../reviewing/describe-failure.ts";
import { describeRepair } from "../reviewing/describe-repair.ts";
import { codeOfFailure, ReviewerError, requireRunner } from "../reviewing/require-runner.ts";
import { showProgress } from "../reviewing/show-progress.ts";
import { requireRoom } from "../reviewing/too-large.ts";

export interface BundleArgs extends ReviewerArgs, ReportArgs {
  note: string;
  gates: readonly string[];
  exclude?: readonly string[] | undefined;
}

/** Reviews one note in one run. */
export const runBundle: CommandRun<BundleArgs> = async (args, commandContext) => {
  const { io, version } = commandContext;
  const workspace = await openWorkspace(args, io);
  const { corpus } = workspace;
  const output = await reportOutput(args, io, corpus.root, { "dry-run": args.dryRun });
  const reviewer = await chooseReviewer(args, io, corpus);
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
    const { planBundle } = await import("./bundle/plan-bundle.ts");
    await planBundle(args, commandContext, workspace, { reviewer, planned });
    return EXIT.done;
  }

  await requireConsent(workspace, reviewer, gates);
  const { interrupted, forced } = io.watchSignals();
  const { root } = corpus;
  const context = { signal: interrupted, forced, environment: io.environment, root };
  await requireRunner(runner, context);
  await using ledger = await io.unwatched(() => openLedgerToWrite(workspace));
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
  const { tellBundle } = await import("./bundle/tell-bundle.ts");
  const told = { outcome, execution, opinion, planned, partitions, output };
  const stands = await tellBundle(args, commandContext, { corpus, ledger }, told);
  // Of a pair of unknown scope nobody can say that nothing bad stands for it.
  const isUnseen = unknown > 0 && (args.failOn === "warn" || args.failOn === "fail");
  return stands || isUnseen ? EXIT.no : EXIT.done;
};
