import {
  type CommandContext,
  count,
  EXIT,
  type GlobalArgs,
  openLedgerToWrite,
  openWorkspace,
  printJson,
  tell,
  UsageError,
  type Workspace,
} from "@review/cli-kit";
import type { SweepId } from "@review/db";
import { type SharedSweepEntry, viewSharedSweeps } from "@review/views";
import { endSweep, requireSharable, shareSweep } from "@review/worker";
import { chooseReviewer } from "../../reviewing/choose-reviewer.ts";
import { noSuchSweep } from "../sweeps/no-such-sweep.ts";
import { watchSweep } from "../sweeps/watch-sweep.ts";
import { explainNothing, planSweep, type SweepPlan } from "./plan-sweep.ts";
import { showPlan } from "./show-plan.ts";
import { MAX_FAILURES, type SweepArgs } from "./sweep-args.ts";

/** What became of the plan of a shared sweep, or of its end. */
export interface SharedSweepDocument {
  /** Absent where there was nothing to review, so that none was made. */
  sweep?: SharedSweepEntry;
}

type Args = SweepArgs & GlobalArgs;

/** Of so many of the newest sweeps it is told that they are open. */
const LOOKED_AT = 20;

/** Of one machine's sweep alone: a shared one is planned at once, and what stands at its end is another question. */
const HERE_ALONE = ["maxMinutes", "format", "output", "by"] as const;

/** Plans a sweep for workers and returns, or with --watch shows how far it is; or cancels one. */
export async function runShared(args: Args, context: CommandContext): Promise<number> {
  const { io } = context;
  for (const name of HERE_ALONE) {
    if (args[name] !== undefined)
      throw new UsageError((option) => `${option(name)} is not for a sweep that is --shared: leave it out`);
  }
  if (args.failOn !== undefined && args.failOn !== "never")
    throw new UsageError(
      "--shared returns before anything is reviewed: leave out --fail-on; `verify` says what holds afterwards",
    );
  const workspace = await openWorkspace(args, io);
  requireSharable(workspace.ledgerUrl);
  if (args.cancel !== undefined) return cancel(args.cancel, args, context, workspace);
  const { corpus } = workspace;
  const reviewer = await chooseReviewer(args, io, corpus);
  const plan = await planSweep(args, context, workspace, reviewer);
  if (args.dryRun) return showPlan(args, context, workspace, { ...plan, reviewer });
  if (plan.batches.length === 0) return nothing(args, context, plan);
  await using ledger = await openLedgerToWrite(workspace);
  const { runner, named, model, effort, requireModel, repair } = reviewer;
  const before = await viewSharedSweeps(ledger, { limit: LOOKED_AT });
  for (const { sweepId, state, runner: by, modelId } of before.sweeps)
    if (state === "open" && by === runner.name && modelId === plan.selection.partitions.modelId)
      tell(
        io,
        args,
        `sweep ${sweepId} for the same reviewer is still open: \`sweep --cancel ${sweepId}\` ends it`,
      );
  const shared = await shareSweep(
    { corpus, ledger },
    {
      runner,
      reviewer: { model: named, modelId: plan.selection.partitions.modelId },
      settings: {
        ...(effort !== undefined && { effort }),
        ...(args.formatHint !== undefined && { formatHint: args.formatHint }),
        ...(args.confirm !== undefined && { confirm: args.confirm }),
        ...{ exactModel: requireModel, repair, aliases: corpus.config.aliases },
        timeoutMs: (args.timeout ?? corpus.config.limits.timeoutSeconds) * 1000,
      },
      limits: {
        ...{ jobs: args.jobs, tokensPerMinute: args.tokensPerMinute },
        ...{ budgetUsd: args.budgetUsd, budgetTokens: args.budgetTokens },
        maxFailures: args.maxFailures ?? MAX_FAILURES,
      },
      asked: askedFor(args),
      madeBy: io.self,
      batches: plan.batches,
    },
  );
  for (const { message } of shared?.problems ?? []) tell(io, args, `warning: ${message}`);
  if (!shared) return nothing(args, context, plan);
  const { id, pairs, batches } = shared;
  const amount = `${count(pairs, "pair")} in ${count(batches, "batch", "batches")}`;
  tell(io, args, `sweep ${id}: ${amount} for ${runner.name} (${model})`);
  if (args.watch) return await watchSweep(args, context, { ledger, id });
  const { sweeps } = await viewSharedSweeps(ledger, { ids: [id], limit: 1 });
  if (args.json) printJson(io, { sweep: sweeps[0] } satisfies SharedSweepDocument);
  else
    tell(
      io,
      args,
      `\`review-nested work\` reviews them, on any machine; \`review-nested sweeps ${id}\` says how far it is`,
    );
  return codeOfLeftOut(plan);
}

function nothing(args: Args, { io }: CommandContext, plan: SweepPlan): number {
  if (args.json) printJson(io, {} satisfies SharedSweepDocument);
  tell(
    io,
    args,
    explainNothing(plan, args) ?? "no note that is stale can be read any more: no sweep was made",
  );
  return codeOfLeftOut(plan);
}

/** What the planner leaves out is not done by the workers either. */
const codeOfLeftOut = ({ tooLarge, unchecked }: Pick<SweepPlan, "tooLarge" | "unchecked">): number =>
  unchecked.length > 0 ? EXIT.environment : tooLarge.length > 0 ? EXIT.no : EXIT.done;

/** What the command line said of notes and gates, for whoever lists the sweeps. */
function askedFor({ gates, allGates, note, where, exclude, reason, force }: Args): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({ gates, allGates, note, where, exclude, reason, force }).filter(
      ([, value]) => value !== undefined && value !== false,
    ),
  );
}

async function cancel(
  id: SweepId,
  args: Args,
  { io }: CommandContext,
  workspace: Workspace,
): Promise<number> {
  await using ledger = await openLedgerToWrite(workspace, { takesIn: false });
  const isCancelled = await endSweep(ledger, id, "cancelled");
  const { sweeps } = await viewSharedSweeps(ledger, { ids: [id], limit: 1 });
  const [sweep] = sweeps;
  if (!sweep) throw noSuchSweep(id);
  if (args.json) printJson(io, { sweep } satisfies SharedSweepDocument);
  const { taken } = sweep.batches;
  const rest = taken > 0 ? `; ${count(taken, "batch is", "batches are")} still under way` : "";
  tell(
    io,
    args,
    isCancelled ? `sweep ${id} is cancelled${rest}` : `sweep ${id} has ended already: ${sweep.state}`,
  );
  return isCancelled ? EXIT.done : EXIT.conflict;
}
