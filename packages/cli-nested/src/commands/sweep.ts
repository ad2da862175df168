import {
  type CommandContext,
  type CommandRun,
  count,
  EXIT,
  explainPartition,
  type GlobalArgs,
  openLedgerToRead,
  openLedgerToWrite,
  openWorkspace,
  print,
  printJson,
  type SelectionArgs,
  type StaleSelection,
  selectGates,
  selectStale,
  tell,
  type Workspace,
} from "@review/cli-kit";
import type { Corpus } from "@review/corpus";
import { ACCEPTABLE_DECISIONS } from "@review/db";
import { type PlannedPair, planBatches, type SweepSummary, sweep } from "@review/runner";
import { describeBatches } from "../dry-run.ts";
import { chooseReviewer, isAtLeast, judgeableGates, type ReviewerArgs, requireRunner } from "../reviewer.ts";
import { sweepReporter } from "../sweep-reporter.ts";

export interface SweepArgs extends ReviewerArgs, SelectionArgs {
  groupBy?: string | undefined;
  batchSize?: number | undefined;
  mixLenses?: boolean | undefined;
  jobs?: number | undefined;
  limit?: number | undefined;
  maxFailures?: number | undefined;
}

/** Failed batches in a row after which a sweep is hopeless. */
const MAX_FAILURES = 10;

/** Reviews stale pairs in batches. */
export const runSweep: CommandRun<SweepArgs> = async (args, context) => {
  const { io } = context;
  const workspace = await openWorkspace(args, io);
  const { corpus } = workspace;
  const reviewer = chooseReviewer(args, io, corpus);
  const { selection, batches } = await select(args, context, workspace, reviewer);
  if (args.dryRun) return showPlan(args, context, { corpus, reviewer, selection, batches });

  const { interrupted, forced } = io.watchSignals();
  const { root, config } = corpus;
  const execution = { signal: interrupted, forced, environment: io.environment, root };
  if (batches.length > 0) await requireRunner(reviewer.runner, execution);
  await using ledger = await (batches.length > 0
    ? openLedgerToWrite(workspace)
    : openLedgerToRead(workspace));
  const reporter = sweepReporter(args, context, ledger);
  const summary = await sweep(
    {
      ...execution,
      corpus,
      ledger,
      timeoutMs: (args.timeout ?? config.limits.timeoutSeconds) * 1000,
      toolVersion: context.version,
    },
    { ...reviewer, ...selection.partition, aliases: config.aliases },
    {
      batches,
      jobs: args.jobs ?? config.limits.jobs,
      maxFailures: args.maxFailures ?? MAX_FAILURES,
      report: reporter.report,
    },
  );
  await reporter.finish(summary);
  return exitCodeOf(summary, args.failOn);
};

type Reviewer = ReturnType<typeof chooseReviewer>;

/** Reads what is stale and plans the batches; nothing is written, and no ledger is created. */
async function select(
  args: SweepArgs & GlobalArgs,
  { io }: CommandContext,
  workspace: Workspace,
  reviewer: Reviewer,
) {
  const { corpus } = workspace;
  await using ledger = await openLedgerToRead(workspace);
  const gates = await selectGates(corpus, args);
  const selection = await selectStale(corpus, ledger, {
    ...args,
    ...reviewer,
    gates: judgeableGates(reviewer.runner, gates).map(({ id }) => id),
    allGates: false,
    cwd: io.cwd,
  });
  const explanation = explainPartition(reviewer.model, selection.partition);
  if (explanation) tell(io, args, explanation);
  for (const { message } of selection.problems) tell(io, args, `warning: ${message}`);
  for (const { path, reason } of selection.skipped) tell(io, args, `warning: ${path} ${reason}`);
  const { gatesPerPrompt, promptBytes } = corpus.config.limits;
  const batches = planBatches(plannedPairs(selection).slice(0, args.limit), {
    groupBy: args.groupBy === "note" ? "note" : "gate",
    gatesPerPrompt,
    promptBytes,
    mixLenses: args.mixLenses ?? false,
    ...(args.batchSize !== undefined && { batchSize: args.batchSize }),
  });
  return { selection, batches };
}

function plannedPairs({ stale, notes, gates }: StaleSelection): PlannedPair[] {
  const sizes = new Map(notes.map(({ path, size }) => [path, size]));
  const byId = new Map(gates.map((gate) => [gate.id, gate]));
  return stale.flatMap(({ notePath, gateId }) => {
    const gate = byId.get(gateId);
    return gate ? [{ notePath, noteBytes: sizes.get(notePath) ?? 0, gate }] : [];
  });
}

async function showPlan(
  args: SweepArgs & GlobalArgs,
  { io }: CommandContext,
  plan: { corpus: Corpus; reviewer: Reviewer; selection: StaleSelection; batches: PlannedPair[][] },
): Promise<number> {
  const { corpus, reviewer, selection } = plan;
  const batches = await describeBatches(corpus, reviewer.runner, plan.batches);
  if (args.json) {
    const pairs = batches.reduce((sum, batch) => sum + batch.pairs.length, 0);
    printJson(io, { modelId: selection.partition.modelId, pairs, batches });
    return EXIT.done;
  }
  for (const [index, { pairs, promptBytes, text }] of batches.entries()) {
    const size = promptBytes === undefined ? "" : `, ${promptBytes} bytes`;
    print(
      io,
      `--- batch ${index + 1} of ${batches.length}: ${count(pairs.length, "pair")}${size} ---\n${text}`,
    );
  }
  tell(io, args, batches.length === 0 ? "nothing is stale" : "dry run: nothing was started or recorded");
  return EXIT.done;
}

function exitCodeOf(summary: SweepSummary, failOn: string | undefined): number {
  const why = summary.stopped?.why;
  if (why === "interrupted") return EXIT.interrupted;
  if (why === "auth" || why === "not-installed") return EXIT.environment;
  if (summary.failed > 0 || why !== undefined) return EXIT.no;
  const found = ACCEPTABLE_DECISIONS.filter((decision) => summary.decisions[decision] > 0);
  return isAtLeast(found, failOn) ? EXIT.no : EXIT.done;
}
