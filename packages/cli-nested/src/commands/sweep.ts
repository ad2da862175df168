import {
  type CommandRun,
  count,
  EXIT,
  openLedgerToRead,
  openLedgerToWrite,
  openWorkspace,
  reportOutput,
  tell,
  UsageError,
  unseenCode,
} from "@review/cli-kit";
import type { ModelId } from "@review/db";
import { type SweepSummary, sweep } from "@review/runner";
import { requirePairs, type StandingQuestion } from "@review/views";
import { chooseReviewer, requireConsent } from "../reviewing/choose-reviewer.ts";
import { standsAtLeast } from "../reviewing/fail-on.ts";
import { reportStanding } from "../reviewing/report-standing.ts";
import { requireRunner } from "../reviewing/require-runner.ts";
import { sweepExitCode } from "../reviewing/sweep-exit-code.ts";
import { explainNothing, planSweep, type SweepPlan } from "./sweep/plan-sweep.ts";
import { sweepReporter } from "./sweep/report-sweep.ts";
import { showPlan } from "./sweep/show-plan.ts";
import { MAX_FAILURES, type SweepArgs } from "./sweep/sweep-args.ts";

/** Reviews stale pairs in batches, or plans that for workers. */
export const runSweep: CommandRun<SweepArgs> = async (args, context) => {
  if (args.shared || args.cancel !== undefined) {
    return (await import("./sweep/run-shared.ts")).runShared(args, context);
  }
  return sweepHere(args, context);
};

const sweepHere: CommandRun<SweepArgs> = async (args, context) => {
  const { io } = context;
  for (const name of ["watch", "tokensPerMinute"] as const) {
    if (args[name]) throw new UsageError((option) => `${option(name)} is for sweeps that are --shared`);
  }
  const workspace = await openWorkspace(args, io);
  const { corpus } = workspace;
  const output = await reportOutput(args, io, corpus.root, { "dry-run": args.dryRun });
  const reviewer = await chooseReviewer(args, io, corpus);
  const plan = await planSweep(args, context, workspace, reviewer);
  if (args.dryRun) return showPlan(args, context, workspace, { ...plan, reviewer });

  const { selection, batches, tooLarge, unchecked } = plan;
  if (args.failOn !== "never" && !args.allowEmpty) requirePairs(selection);
  if (batches.length > 0) await requireConsent(workspace, reviewer, selection.gates);
  const { interrupted, forced } = io.watchSignals();
  const { root, config } = corpus;
  const execution = { signal: interrupted, forced, environment: io.environment, root };
  if (batches.length > 0) await requireRunner(reviewer.runner, execution);
  // Without anything to record no ledger is created.
  const open = batches.length > 0 ? openLedgerToWrite : openLedgerToRead;
  await using ledger = await io.unwatched(() => open(workspace));
  const reporter = await sweepReporter(args, context, output);
  const { promptBytes } = config.limits;
  if (args.json) {
    for (const gate of unchecked) reporter.report({ event: "gate-left-out", ...gate });
    for (const note of tooLarge) reporter.report({ event: "note-too-large", ...note, promptBytes });
  }
  const summary = await sweep(
    {
      ...execution,
      corpus,
      ledger,
      timeoutMs: (args.timeout ?? config.limits.timeoutSeconds) * 1000,
      toolVersion: context.version,
      repair: reviewer.repair,
      owner: io.self,
    },
    {
      ...reviewer,
      ...selection.partitions,
      aliases: config.aliases,
    },
    {
      batches,
      jobs: args.jobs ?? config.limits.jobs,
      maxFailures: args.maxFailures ?? MAX_FAILURES,
      budget: { usd: args.budgetUsd, tokens: args.budgetTokens, minutes: args.maxMinutes },
      report: reporter.report,
    },
  ).finally(reporter.end);
  await reporter.finish(summary, explainNothing(plan, args));
  const left = tooLarge.reduce((sum, { gateIds }) => sum + gateIds.length, 0);
  if (left > 0) tell(io, args, `${count(left, "pair")} left out, of notes that are too large`);
  const question = standingQuestion(args, plan, summary);
  if (output) {
    await output.write(await reportStanding(args, context, { corpus, ledger }, question, selection));
  }
  const isBad = await standsAtLeast(args, context, { corpus, ledger }, question);
  // What fails on findings is not passed by what nobody could look at.
  const code = sweepExitCode(summary, isBad || tooLarge.length > 0);
  if (unchecked.length > 0 && code !== EXIT.interrupted) return EXIT.environment;
  return code || (args.failOn === "never" ? EXIT.done : unseenCode(selection));
};

/** All pairs selected, under what the name stands for by now. */
function standingQuestion(
  { reason }: SweepArgs,
  { selection: { notes, stale, partitions } }: SweepPlan,
  { judgedBy }: SweepSummary,
): StandingQuestion {
  const answered = Object.keys(judgedBy).filter((each): each is ModelId => each !== partitions.modelId);
  const all = notes.flatMap(({ path, gates }) => gates.map(({ id }) => ({ notePath: path, gateId: id })));
  return {
    partitions: [...new Set([...partitions.partitions, ...answered])],
    pairs: reason === undefined ? all : stale,
  };
}
