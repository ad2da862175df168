import { tmpdir } from "node:os";
import { resolve } from "node:path";
import {
  type CommandRun,
  count,
  EXIT,
  type GlobalArgs,
  type Io,
  openWorkspace,
  print,
  printJson,
  printLines,
  tell,
  UsageError,
} from "@review/cli-kit";
import { modelPartition } from "@review/lifecycle";
import { layTraps, type TrapResult, TrapsNotTriedError, tryTraps } from "@review/runner";
import { type ChosenReviewer, chooseReviewer, requireConsent } from "../../reviewing/choose-reviewer.ts";
import { codeOfFailure, ReviewerError, requireRunner } from "../../reviewing/require-runner.ts";
import { describePlan, describeResult, listTraps } from "./describe-traps.ts";
import { runnersAtRoot } from "./runners-at-root.ts";
import { planOf, type TrapPlan } from "./trap-plan.ts";

export interface TestRunnerArgs extends GlobalArgs {
  name?: string | undefined;
  model?: string | undefined;
  effort?: string | undefined;
  formatHint?: string | undefined;
  timeout?: number | undefined;
  dryRun?: boolean | undefined;
}

/** What a runner would be sent. */
export interface RunnerTestPlanDocument extends TrapPlan {
  runner: string;
  /** As the runner is asked for it. */
  model: string;
}

/** How a runner keeps to the bundle protocol. */
export interface RunnerTestDocument extends RunnerTestPlanDocument {
  /** Whether every trap held. */
  ok: boolean;
  /** In the order in which they were tried. */
  results: TrapResult[];
}

/**
 * Sends a runner ten prompts with traps, and says what it does wrong; exit code 1 if one trap did not hold. In a scratch folder: neither the
 * tree nor a ledger is touched.
 */
export const testRunner: CommandRun<TestRunnerArgs> = async (args, { io, version }) => {
  const { name } = args;
  if (name === undefined) throw new UsageError("name the runner: `review-nested runners test NAME`");
  const workspace = await openWorkspace(args, io);
  const { root, config } = workspace.corpus;
  // It is started in the scratch folder.
  const corpus = { ...workspace.corpus, config: { ...config, runners: runnersAtRoot({ root, config }) } };
  const reviewer = await chooseReviewer({ ...args, runner: name }, io, corpus);
  const { runner, model, effort } = reviewer;
  if (!runner.usesModel) {
    throw new UsageError(`the runner ${runner.name} gets no prompt: there is nothing to be tested`);
  }
  // Who is refused is not told first what would be sent.
  if (!args.dryRun) await requireConsent(workspace, reviewer, []);
  await using tree = await layTraps(temporaryFolder(io), runner);
  const plan = planOf(tree.traps, runner.priceOf?.(model));
  const about = { runner: runner.name, model, ...plan };
  for (const line of describePlan(about)) tell(io, args, line);
  if (args.dryRun) {
    if (args.json) printJson(io, about satisfies RunnerTestPlanDocument);
    else printLines(io, listTraps(plan, io));
    tell(io, args, "dry run, nothing was started");
    return EXIT.done;
  }

  const { interrupted, forced } = io.watchSignals();
  const context = { signal: interrupted, forced, environment: io.environment };
  await requireRunner(runner, { ...context, root: tree.root });
  const asked = { runner, model, effort, modelId: partitionOf(reviewer, config.aliases) };
  const timeoutMs = (args.timeout ?? config.limits.timeoutSeconds) * 1000;
  const results: TrapResult[] = [];
  try {
    for await (const result of tryTraps({ ...context, timeoutMs, toolVersion: version }, asked, tree)) {
      results.push(result);
      if (!args.json) printLines(io, describeResult(result, plan, io));
    }
  } catch (error) {
    if (!(error instanceof TrapsNotTriedError)) throw error;
    throw new ReviewerError(codeOfFailure(error.failure.how), error.message);
  }
  const held = results.filter((result) => result.held).length;
  const ok = held === results.length;
  if (args.json) printJson(io, { ...about, ok, results } satisfies RunnerTestDocument);
  else print(io, `${runner.name} holds ${held} of ${count(results.length, "trap")}`);
  return ok ? EXIT.done : EXIT.no;
};

const partitionOf = ({ model, effort }: ChosenReviewer, aliases: Readonly<Record<string, string>>) =>
  modelPartition(model, { effort, aliases });

const temporaryFolder = ({ environment: { TMPDIR } }: Io) => resolve(TMPDIR || tmpdir());
