import {
  type CommandContext,
  explainBroken,
  explainModel,
  explainNothingStale,
  nameLine,
  requireSetting,
  reviewerSettings,
  shorten,
  tell,
  type Workspace,
} from "@review/cli-kit";
import { newlySettled, selectStale, selectTrivial } from "@review/views";
import type { AckArgs } from "./ack-args.ts";
import { acknowledgeStale } from "./acknowledge-stale.ts";
import { earlierInGit, openLedgerToAcknowledge } from "./open-ledger.ts";
import { type Acknowledged, countPairs, reportAcknowledged } from "./report.ts";
import { describeWhyLeft } from "./why-left.ts";

/** Acknowledges exactly the pairs in which the note changed, but nothing that the gate watches. */
export async function ackTrivial(
  args: AckArgs,
  context: CommandContext,
  workspace: Workspace,
): Promise<number> {
  const { io } = context;
  const { corpus } = workspace;
  const { model, effort } = reviewerSettings(args, io, corpus);
  const { exactModel } = args;
  const asked = requireSetting("model", model);
  await using ledger = await openLedgerToAcknowledge(workspace, args, earlierInGit(workspace, io));
  const { gate: gates = [], note, remark, dryRun } = args;
  const allGates = gates.length === 0;
  const selection = await selectStale(corpus, ledger, {
    gates,
    allGates,
    exclude: args.exclude,
    model: asked,
    effort,
    exactModel,
    note,
    cwd: io.cwd,
  });
  const { stale, partitions } = selection;
  const { modelId } = partitions;
  for (const line of await explainModel(ledger, asked, partitions)) tell(io, args, line);
  for (const message of explainBroken(selection)) tell(io, args, `warning: ${message}`);
  const { pairs: trivial, left: leftOut } = await selectTrivial(corpus, ledger, selection);
  const settledOf = await newlySettled(corpus, ledger, trivial);
  const carriedOver = await acknowledgeStale(trivial, {
    corpus,
    ledger,
    partitions: partitions.partitions,
    kind: "trivial-change-ack",
    remark,
    dryRun,
  });
  const acknowledged = carriedOver.map((pair) => {
    const settled = settledOf(pair);
    return settled.length === 0 ? pair : { ...pair, settled };
  });
  const left = stale.length - countPairs(acknowledged);
  reportAcknowledged(args, context, acknowledged, {
    ...{ modelId, left, why: describeWhyLeft(left, leftOut) },
    nothing: explainNothingStale(selection, undefined) ?? `no pair is stale under ${modelId}`,
  });
  for (const line of new Set(acknowledged.flatMap(describeSettled))) tell(io, args, line);
  return 0;
}

/** Nobody is to carry a verdict over without a word of which nothing is left. */
function describeSettled({ notePath, gateId, settled = [] }: Acknowledged): string[] {
  return settled.map(({ severity, message, line, reason }) =>
    nameLine(
      `warning: ${notePath} ${gateId}: a ${severity.toUpperCase()} no longer counts, by the comment in line ${line} (${shorten(reason, 200)}): ${shorten(message, 200)}`,
    ),
  );
}
