import { type CommandContext, count, type GlobalArgs, tell, type Workspace } from "@review/cli-kit";
import type { Ledger } from "@review/db";
import { type SweepSummary, sweep } from "@review/runner";
import {
  type ChosenReviewer,
  type ReviewerArgs,
  requireConsent,
} from "../../../reviewing/choose-reviewer.ts";
import { requireRunner } from "../../../reviewing/require-runner.ts";
import type { TestPlan } from "./plan-tests.ts";
import { reportTesting } from "./report-testing.ts";

/** Failed reviews in a row after which it is no use to go on. */
const MAX_FAILURES = 5;

export interface ReviewFixturesArgs extends ReviewerArgs, GlobalArgs {
  jobs?: number | undefined;
  budgetUsd?: number | undefined;
}

/** Makes the reviews of fixtures that are missing, each with a prompt of its own. */
export async function reviewFixtures(
  args: ReviewFixturesArgs,
  { io, version }: CommandContext,
  { workspace, ledger }: { workspace: Workspace; ledger: Ledger },
  { reviewer, tested, partitions, missing }: TestPlan & { reviewer: ChosenReviewer },
): Promise<SweepSummary> {
  const { root, config } = workspace.corpus;
  await requireConsent(workspace, reviewer, tested.gates);
  const { interrupted, forced } = io.watchSignals();
  const execution = { signal: interrupted, forced, environment: io.environment, root };
  await requireRunner(reviewer.runner, execution);
  const amount = count(missing.length, "review");
  tell(io, args, `${reviewer.runner.name}: ${amount} to make under ${partitions.modelId}`);
  return sweep(
    {
      ...execution,
      corpus: workspace.corpus,
      ledger,
      timeoutMs: (args.timeout ?? config.limits.timeoutSeconds) * 1000,
      toolVersion: version,
      repair: reviewer.repair,
      owner: io.self,
    },
    { ...reviewer, ...partitions, aliases: config.aliases },
    {
      // Side by side, one fixture would say what another lacks.
      batches: missing.map((pair) => [pair]),
      jobs: args.jobs ?? config.limits.jobs,
      maxFailures: MAX_FAILURES,
      budget: { usd: args.budgetUsd },
      report: reportTesting(args, io, tested.fixtures),
    },
  );
}
