import {
  type CommandContext,
  explainPartition,
  explainUnknown,
  type GlobalArgs,
  openLedgerToRead,
  tell,
  type Workspace,
} from "@review/cli-kit";
import { listInvocations, type Telemetry } from "@review/db";
import { type PlannedPair, planBatches } from "@review/runner";
import { type StaleQuestion, type StaleSelection, selectGates, selectStale } from "@review/views";
import { type chooseReviewer, judgeableGates, type ReviewerArgs } from "../../reviewing/choose-reviewer.ts";

export interface SweepPlanArgs extends ReviewerArgs, StaleQuestion, GlobalArgs {
  groupBy?: string | undefined;
  batchSize?: number | undefined;
  mixLenses?: boolean | undefined;
  limit?: number | undefined;
}

export interface SweepPlan {
  selection: StaleSelection;
  batches: PlannedPair[][];
  /** Telemetry of earlier invocations for these gates, to estimate by. */
  earlier: Telemetry[];
}

/** Reads what is stale and plans the batches; nothing is written, and no ledger is created. */
export async function planSweep(
  args: SweepPlanArgs,
  { io }: CommandContext,
  workspace: Workspace,
  reviewer: ReturnType<typeof chooseReviewer>,
): Promise<SweepPlan> {
  const { corpus } = workspace;
  await using ledger = await openLedgerToRead(workspace);
  const gates = judgeableGates(reviewer.runner, await selectGates(corpus, args));
  const selection = await selectStale(corpus, ledger, {
    ...args,
    ...reviewer,
    gates: gates.map(({ id }) => id),
    allGates: false,
    cwd: io.cwd,
  });
  const { partition, problems, skipped, unknown } = selection;
  const explanation = explainPartition(reviewer.model, partition);
  if (explanation) tell(io, args, explanation);
  for (const { message } of problems) tell(io, args, `warning: ${message}`);
  for (const { path, reason } of skipped) tell(io, args, `warning: ${path} ${reason}`);
  const left = explainUnknown(unknown);
  if (left) tell(io, args, `warning: left out, ${left}`);
  const { gatesPerPrompt, promptBytes } = corpus.config.limits;
  const batches = planBatches(plannedPairs(selection), {
    groupBy: args.groupBy === "note" ? "note" : "gate",
    gatesPerPrompt,
    promptBytes,
    mixLenses: args.mixLenses ?? false,
    ...(args.batchSize !== undefined && { batchSize: args.batchSize }),
  });
  const gateIds = gates.map(({ id }) => id);
  return {
    selection,
    batches: takePairs(batches, args.limit ?? Infinity),
    earlier: await listInvocations(ledger, { modelId: partition.modelId, gateIds }),
  };
}

/** The first so many pairs in the order of the batches: a limit before batching would leave one pair in each. */
function takePairs(batches: readonly PlannedPair[][], limit: number): PlannedPair[][] {
  const taken: PlannedPair[][] = [];
  let left = limit;
  for (const batch of batches) {
    if (left <= 0) break;
    taken.push(batch.slice(0, left));
    left -= batch.length;
  }
  return taken;
}

function plannedPairs({ stale, notes, gates }: StaleSelection): PlannedPair[] {
  const sizes = new Map(notes.map(({ path, size }) => [path, size]));
  const byId = new Map(gates.map((gate) => [gate.id, gate]));
  return stale.flatMap(({ notePath, gateId }) => {
    const gate = byId.get(gateId);
    return gate ? [{ notePath, noteBytes: sizes.get(notePath) ?? 0, gate }] : [];
  });
}
