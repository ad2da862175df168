import {
  type CommandContext,
  confirm,
  count,
  explainModel,
  explainNothingStale,
  requireSetting,
  reviewerSettings,
  tell,
  type Workspace,
} from "@review/cli-kit";
import { changeReader, selectCohort, selectStale } from "@review/views";
import type { AckArgs } from "./ack-args.ts";
import { acknowledgeStale } from "./acknowledge-stale.ts";
import { chooseGate } from "./choose-gate.ts";
import { earlierInGit, openLedgerToAcknowledge } from "./open-ledger.ts";
import { type Acknowledged, countPairs, reportAcknowledged } from "./report.ts";
import { showGateChanges } from "./show-gate-changes.ts";
import { describeWhyLeft } from "./why-left.ts";

/** Acknowledges all pairs of one gate that a change of the gate made stale, after showing that change once. */
export async function ackCohort(
  args: AckArgs,
  context: CommandContext,
  workspace: Workspace,
): Promise<number> {
  const { io } = context;
  const { corpus } = workspace;
  const gate = await chooseGate(args, corpus, "--all");
  const { model, effort } = reviewerSettings(args, io, corpus);
  const { exactModel, note } = args;
  const asked = requireSetting("model", model);
  await using ledger = await openLedgerToAcknowledge(workspace, args, earlierInGit(workspace, io));
  const selection = await selectStale(corpus, ledger, {
    gates: [gate],
    model: asked,
    effort,
    exactModel,
    note,
    cwd: io.cwd,
  });
  const { stale, partitions, gates } = selection;
  const { modelId } = partitions;
  for (const line of await explainModel(ledger, asked, partitions)) tell(io, args, line);
  const { pairs: cohort, left: leftOut } = await selectCohort(ledger, selection);
  const diffs = await showGateChanges(args, io, changeReader(corpus, ledger, gates), cohort);
  const { remark, dryRun } = args;
  const question = `Acknowledge ${count(countPairs(cohort), "pair")} of ${gate} under ${modelId}?`;
  const agreed = cohort.length === 0 || dryRun || (await confirm(question, args, io));
  const acknowledged: Acknowledged[] = agreed
    ? await acknowledgeStale(cohort, {
        corpus,
        ledger,
        partitions: partitions.partitions,
        kind: "gate-migration",
        remark,
        dryRun,
      })
    : [];
  const left = stale.length - countPairs(acknowledged);
  reportAcknowledged(args, context, acknowledged, {
    modelId,
    diffs,
    left,
    why: describeWhyLeft(left, leftOut, agreed ? undefined : "you did not agree to"),
    nothing: explainNothingStale(selection, "gate-changed"),
  });
  return 0;
}
