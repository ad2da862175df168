import {
  type CommandContext,
  confirm,
  count,
  explainNothingStale,
  explainPartitions,
  printLines,
  requireSetting,
  reviewerSettings,
  tell,
  UsageError,
  type Workspace,
} from "@review/cli-kit";
import { type Corpus, resolveGates } from "@review/corpus";
import { changeReader, selectCohort, selectStale } from "@review/views";
import { paintDiff } from "../../terminal/paint-diff.ts";
import type { AckArgs } from "./ack-args.ts";
import { acknowledgeStale } from "./acknowledge-stale.ts";
import { openLedgerToAcknowledge } from "./open-ledger.ts";
import { type Acknowledged, countPairs, reportAcknowledged } from "./report.ts";

const WHY_LEFT = "their note changed as well, they were never reviewed, or they changed meanwhile";

/** Acknowledges all pairs of one gate that a change of the gate made stale, after showing that change once. */
export async function ackCohort(
  args: AckArgs,
  context: CommandContext,
  workspace: Workspace,
): Promise<number> {
  const { io } = context;
  const { corpus } = workspace;
  const gate = await chooseGate(args, corpus);
  const { model, effort } = reviewerSettings(args, io, corpus);
  const { exactModel, note } = args;
  const asked = requireSetting("model", model);
  await using ledger = await openLedgerToAcknowledge(workspace, args);
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
  const explanation = explainPartitions(asked, partitions);
  if (explanation) tell(io, args, explanation);
  const cohort = await selectCohort(ledger, selection);
  const changes = changeReader(corpus, ledger, gates);
  const diffs = new Set<string>();
  for (const pair of cohort) diffs.add((await changes(pair)).gate ?? "");
  if (!args.json) for (const diff of diffs) printLines(io, [...paintDiff(diff, io), ""]);

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
  reportAcknowledged(args, context, acknowledged, {
    modelId,
    diffs: [...diffs],
    left: stale.length - countPairs(acknowledged),
    why: agreed ? WHY_LEFT : "you did not agree",
    nothing: explainNothingStale(selection, "gate-changed"),
  });
  return 0;
}

/** A cohort is one gate's, so that one diff says what is being accepted. Throws UsageError. */
async function chooseGate({ gate: named = [], reason }: AckArgs, corpus: Corpus): Promise<string> {
  const [selector, ...more] = named;
  if (selector === undefined || more.length > 0 || reason !== "gate-changed") {
    throw new UsageError("a cohort is one gate's: ack --gate GATE --reason gate-changed --all");
  }
  const [gate, ...others] = await resolveGates(corpus, [selector]);
  if (!gate || others.length > 0) {
    throw new UsageError(
      `${selector} is a lens of ${others.length + 1} gates, a cohort is one gate's: name one`,
    );
  }
  return gate.id;
}
