import { type CommandContext, tell, type Workspace } from "@review/cli-kit";
import { type Corpus, type Gate, listGates } from "@review/corpus";
import type { Ledger } from "@review/db";
import { planBatches, type RunOutcome, type SweepSummary, sweep } from "@review/runner";
import { counts, type StaleSelection, viewFindings, worstOf } from "@review/views";
import { type ChosenReviewer, requireConsent } from "../../../reviewing/choose-reviewer.ts";
import { requireRunner } from "../../../reviewing/require-runner.ts";
import { describeEvent } from "../../sweep/describe-event.ts";
import { describeStop } from "../../sweep/describe-summary.ts";
import { failedRuns } from "../../sweep/failed-alike.ts";
import type { AckArgs } from "../ack-args.ts";
import type { SamplePlan } from "./plan-sample.ts";

/** Failed batches in a row after which it is hopeless. */
const MAX_FAILURES = 3;

export interface ReviewedSample {
  summary: SweepSummary;
  /** Aborted once somebody wants the command to end, also after the last review. */
  interrupted: AbortSignal;
}

/** Reviews what of a sample is not reviewed yet, until a verdict flips, another model answers, or all of it has had its turn. */
export async function reviewSample(
  args: AckArgs,
  { io, version }: CommandContext,
  { corpus, consent }: Workspace,
  {
    ledger,
    reviewer,
    selection,
    plan,
  }: { ledger: Ledger; reviewer: ChosenReviewer; selection: StaleSelection; plan: SamplePlan },
): Promise<ReviewedSample> {
  const { limits, aliases } = corpus.config;
  await requireConsent({ consent, corpus }, reviewer, selection.gates);
  const { interrupted, forced } = io.watchSignals();
  const execution = { signal: interrupted, forced, environment: io.environment, root: corpus.root };
  await requireRunner(reviewer.runner, execution);
  const { gatesPerPrompt, promptBytes } = limits;
  const batches = planBatches(plan.open, { groupBy: "gate", gatesPerPrompt, promptBytes });
  const before = new Map(plan.drawn.map((pair) => [pair.notePath, pair.before]));
  const failed = failedRuns();
  const summary = await sweep(
    {
      ...execution,
      corpus,
      ledger,
      timeoutMs: (args.timeout ?? limits.timeoutSeconds) * 1000,
      toolVersion: version,
      repair: reviewer.repair,
      owner: io.self,
    },
    { ...reviewer, ...selection.partitions, aliases },
    {
      batches,
      jobs: limits.jobs,
      maxFailures: MAX_FAILURES,
      report: (event) => {
        const line = describeEvent(event, batches.length) ?? [];
        for (const said of failed.after(event).concat(line)) tell(io, args, said);
      },
      enough: async (runs) =>
        whyEnough(runs, plan.modelId, before) ?? (await whyInVain(corpus, selection.gates)),
    },
  );
  const { stopped } = summary;
  if (stopped) tell(io, args, describeStop(stopped));
  return { summary, interrupted };
}

/** Why no review of a sample stands for anything any more; undefined if they do. */
async function whyInVain(corpus: Corpus, [gate]: readonly Gate[]): Promise<string | undefined> {
  if (!gate) return undefined;
  const now = (await listGates(corpus)).gates.find(({ id }) => id === gate.id);
  return now?.sha === gate.sha ? undefined : `${gate.id} changed meanwhile`;
}

/** Why the other reviews of a sample would tell nothing more; undefined if they do. */
function whyEnough(
  runs: readonly RunOutcome[],
  modelId: string,
  before: ReadonlyMap<string, string>,
): string | undefined {
  for (const run of runs) {
    if (run.status !== "completed") continue;
    if (run.modelId !== modelId) {
      return `${run.modelId} answered, and the verdicts are of ${modelId}: one model's say nothing of another's`;
    }
    const was = before.get(run.notePath);
    for (const gate of run.gates) {
      const counting = viewFindings(gate.findings).filter(counts);
      const isSettled = gate.decision === "pass" || (gate.findings.length > 0 && counting.length === 0);
      const is = isSettled ? "pass" : counting.length > 0 ? worstOf(counting) : gate.decision;
      if (is !== was) return `the verdict of ${run.notePath} flipped from ${was} to ${is}`;
    }
  }
  return undefined;
}
