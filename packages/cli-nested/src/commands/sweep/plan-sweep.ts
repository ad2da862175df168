import {
  type CommandContext,
  count,
  explainBroken,
  explainLeftOut,
  explainNothingStale,
  explainPartitions,
  explainUnknown,
  explainUnknownKeys,
  type GlobalArgs,
  openLedgerToRead,
  tell,
  UsageError,
  type Workspace,
} from "@review/cli-kit";
import { listInvocations, type Telemetry } from "@review/db";
import { leaveOutTooLarge, type PlannedPair, planBatches, type TooLarge } from "@review/runner";
import { pairKey, pairWorths, type StaleQuestion, type StaleSelection, selectStale } from "@review/views";
import { type chooseReviewer, type ReviewerArgs, requireJudgeable } from "../../reviewing/choose-reviewer.ts";
import { describeTooLarge } from "../../reviewing/too-large.ts";
import { describeUnchecked, leaveOutUnchecked, type UncheckedGate } from "./leave-out-unchecked.ts";
import { pairsAgain } from "./pairs-again.ts";

export interface SweepPlanArgs extends ReviewerArgs, StaleQuestion, GlobalArgs {
  groupBy?: string | undefined;
  /** In which order batches start. */
  order?: string | undefined;
  batchSize?: number | undefined;
  mixLenses?: boolean | undefined;
  force?: boolean | undefined;
  limit?: number | undefined;
  exactModel?: boolean | undefined;
  verbose?: boolean | undefined;
}

export interface SweepPlan {
  selection: StaleSelection;
  batches: PlannedPair[][];
  /** Left out. */
  tooLarge: TooLarge[];
  /** Left out, too. */
  unchecked: UncheckedGate[];
  /** Telemetry of earlier invocations for these gates, to estimate by. */
  earlier: Telemetry[];
}

/** Reads what is stale and plans the batches; nothing is written, and no ledger is created. */
export async function planSweep(
  args: SweepPlanArgs,
  { io }: CommandContext,
  workspace: Workspace,
  reviewer: Awaited<ReturnType<typeof chooseReviewer>>,
): Promise<SweepPlan> {
  const { corpus } = workspace;
  if (args.force && args.allGates)
    throw new UsageError("--force reviews what is fresh once more: name the gates that are worth it");
  if (args.force && args.reason !== undefined)
    throw new UsageError("--force is for what is fresh, and --reason for what is stale: give one of them");
  await using ledger = await openLedgerToRead(workspace);
  const selection = await selectStale(corpus, ledger, { ...args, ...reviewer, cwd: io.cwd });
  requireJudgeable(reviewer.runner, selection.gates);
  const { partitions, fresh, unknown } = selection;
  const explanation = explainPartitions(reviewer.model, partitions, fresh);
  if (explanation) tell(io, args, explanation);
  const without = explainLeftOut(selection);
  if (without) tell(io, args, without);
  for (const message of [...(await explainUnknownKeys(selection.gates)), ...explainBroken(selection)])
    tell(io, args, `warning: ${message}`);
  const left = explainUnknown(unknown);
  if (left) tell(io, args, `warning: left out, ${left}`);
  const { gatesPerPrompt, promptBytes } = corpus.config.limits;
  const bestFirst = args.order === "worth";
  const worths = bestFirst ? await pairWorths(corpus, ledger, selection) : undefined;
  const again = await pairsAgain(ledger, selection, args, reviewer.runner);
  if (again.overridden > 0) {
    const what = count(again.overridden, "fresh pair");
    tell(
      io,
      args,
      `left as they are: ${what} of volatile gates that a person has decided (--force runs them)`,
    );
  }
  const pairs = [
    ...plannedPairs(selection).map((pair) => ({ ...pair, worth: worths?.get(keyOf(pair)) })),
    ...again.pairs,
  ];
  const where = { root: corpus.root, environment: io.environment };
  const { checked, unchecked } = await leaveOutUnchecked(pairs, reviewer.runner, where);
  for (const gate of unchecked) tell(io, { quiet: false }, describeUnchecked(gate));
  const { fitting, tooLarge } = leaveOutTooLarge(checked, reviewer.runner.usesModel ? promptBytes : Infinity);
  // It decides about the exit code: not to be silenced.
  for (const line of describeTooLarge(tooLarge, promptBytes)) tell(io, { quiet: false }, line);
  const batches = planBatches(fitting, {
    groupBy: args.groupBy === "note" ? "note" : "gate",
    gatesPerPrompt,
    promptBytes,
    mixLenses: args.mixLenses ?? false,
    bestFirst,
    runsChecks: !reviewer.runner.usesModel,
    ...(args.batchSize !== undefined && { batchSize: args.batchSize }),
  });
  const gateIds = selection.gates.map(({ id }) => id);
  return {
    selection,
    batches: takePairs(batches, args.limit ?? Infinity),
    tooLarge,
    unchecked,
    earlier: await listInvocations(ledger, { modelIds: partitions.partitions, gateIds }),
  };
}

/** Why there was nothing to review. */
export function explainNothing(
  { selection, tooLarge, unchecked }: SweepPlan,
  { reason }: Pick<SweepPlanArgs, "reason">,
): string | undefined {
  return tooLarge.length + unchecked.length > 0
    ? "nothing else is to be reviewed"
    : explainNothingStale(selection, reason);
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

const keyOf = ({ notePath, gate }: PlannedPair) => pairKey({ notePath, gateId: gate.id });

function plannedPairs({ stale, notes, gates }: StaleSelection): PlannedPair[] {
  const sizes = new Map(notes.map(({ path, size }) => [path, size]));
  const byId = new Map(gates.map((gate) => [gate.id, gate]));
  return stale.flatMap(({ notePath, gateId }) => {
    const gate = byId.get(gateId);
    return gate ? [{ notePath, noteBytes: sizes.get(notePath) ?? 0, gate }] : [];
  });
}
