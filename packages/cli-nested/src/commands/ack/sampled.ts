import {
  type CommandContext,
  confirm,
  count,
  EXIT,
  explainModel,
  explainNothingStale,
  nameWord,
  shellWord,
  tell,
  UsageError,
  type Workspace,
} from "@review/cli-kit";
import { changeReader, readSampleCohort, selectCohort, selectStale } from "@review/views";
import { chooseReviewer } from "../../reviewing/choose-reviewer.ts";
import { describeExpectedSecond, expectSecond } from "../../reviewing/expect-second.ts";
import { sweepExitCode } from "../../reviewing/sweep-exit-code.ts";
import type { AckArgs } from "./ack-args.ts";
import { chooseGate } from "./choose-gate.ts";
import { earlierInGit, openLedgerToAcknowledge } from "./open-ledger.ts";
import { type AckDocument, type Acknowledged, reportAcknowledged } from "./report.ts";
import { acknowledgeRest } from "./sampled/acknowledge-rest.ts";
import { describeFlips, describePlan } from "./sampled/describe-sample.ts";
import { flipsOf, planSample } from "./sampled/plan-sample.ts";
import { reviewSample } from "./sampled/review-sample.ts";
import { showGateChanges } from "./show-gate-changes.ts";
import { describeWhyLeft } from "./why-left.ts";

/** Of what is left the reasons that nothing but the sample knows. */
const OF_SAMPLE = "decided by a person or another model, too large for a prompt, or changed meanwhile";

/**
 * Reviews a sample of the pairs that a change of their gate made stale and, if no verdict flips, acknowledges all the others on
 * it; else nothing is acknowledged. What a sample has reviewed counts for the next one, flips, too.
 */
export async function ackSampled(
  args: AckArgs,
  context: CommandContext,
  workspace: Workspace,
): Promise<number> {
  const { io } = context;
  const { corpus } = workspace;
  const { sample: amount = 0, seed, exactModel, note, remark } = args;
  // Before anything is paid: it is to be printed, and typed again.
  if (seed !== undefined && (seed.trim() === "" || /\p{C}/u.test(seed)))
    throw new UsageError("--seed must be letters or digits that can be printed on one line");
  const gateId = await chooseGate(args, corpus, "--sample COUNT");
  const reviewer = await chooseReviewer(args, io, corpus);
  const { runner, model, effort } = reviewer;
  if (!runner.usesModel) {
    throw new UsageError(
      `what ${runner.name} judges costs nothing: review-nested sweep ${nameWord(gateId)} --runner ${shellWord(runner.name)}`,
    );
  }
  await using ledger = await openLedgerToAcknowledge(workspace, args, earlierInGit(workspace, io));
  const select = () =>
    selectStale(corpus, ledger, { gates: [gateId], model, effort, exactModel, note, cwd: io.cwd });
  const selection = await select();
  const { stale, partitions, gates } = selection;
  for (const line of await explainModel(ledger, model, partitions)) tell(io, args, line);
  const cohort = await readSampleCohort(corpus, ledger, selection);
  const report = (
    acknowledged: readonly Acknowledged[],
    more: Partial<AckDocument> & { why: string; nothing?: string | undefined },
  ) =>
    reportAcknowledged(args, context, acknowledged, {
      modelId: cohort?.modelId ?? partitions.modelId,
      left: stale.length - acknowledged.length,
      nothing: explainNothingStale(selection, "gate-changed"),
      ...more,
    });
  const whyLeft = async (all: number, from = selection) =>
    describeWhyLeft(all, (await selectCohort(ledger, from)).left, OF_SAMPLE);
  if (!cohort) {
    report([], { why: await whyLeft(stale.length) });
    return EXIT.done;
  }
  const { promptBytes } = corpus.config.limits;
  const plan = await planSample(ledger, cohort, selection, { amount, seed, promptBytes });
  const { modelId, document } = plan;
  const due = cohort.pairs.flatMap((pair) => pair.due ?? []);
  const diffs = await showGateChanges(args, io, changeReader(corpus, ledger, gates), due);
  for (const line of [...describePlan(document, { gateId, modelId }), ...describeFlips(document.flips)])
    tell(io, args, line);
  if (reviewer.second && plan.open.length > 0) {
    const [pairs, batches] = [plan.open.length, plan.open.length];
    const asked = { gates, partitions: partitions.partitions, pairs, batches };
    tell(io, args, describeExpectedSecond(await expectSecond({ corpus, ledger }, reviewer.second, asked)));
  }
  if (document.flips.length > 0) {
    report([], { why: "verdicts flipped under the changed gate: review them all", diffs, sample: document });
    return EXIT.no;
  }
  const rest = plan.population.filter((pair) => pair.due && !plan.drawn.includes(pair));
  if (args.dryRun) {
    const would = rest.map(({ notePath }) => ({
      notePath,
      gateId,
      modelId,
      kind: "gate-migration" as const,
    }));
    const others = await whyLeft(stale.length - would.length - document.open);
    const why = [`${document.open} are reviewed first`, others].filter(Boolean).join("; ");
    report(would, { why, diffs, sample: document });
    return EXIT.done;
  }
  const question = `Review ${count(document.open, "pair")} and, if no verdict flips, acknowledge ${count(rest.length, "pair")} of ${gateId} under ${modelId}?`;
  if (!(await confirm(question, args, io))) {
    report([], { why: "you did not agree", diffs, sample: document });
    return EXIT.done;
  }
  const reviewed =
    plan.open.length > 0
      ? await reviewSample(args, context, workspace, { ledger, reviewer, selection, plan })
      : undefined;

  const again = await select();
  const after = await readSampleCohort(corpus, ledger, again, modelId);
  const now = new Map(after?.pairs.map((pair) => [pair.notePath, pair]));
  const flips = flipsOf(after?.pairs ?? []);
  const open = plan.drawn.filter(({ notePath }) => !now.get(notePath)?.now).length;
  const sample = { ...document, open, flips };
  for (const line of describeFlips(flips)) tell(io, args, line);
  // Whoever ends a command wants nothing more of it, also where the last reviews came in all the same.
  const isEnded = reviewed?.interrupted.aborted === true;
  if (flips.length > 0 || open > 0 || isEnded) {
    const goOn = `give --seed ${document.seed} to go on with it`;
    const why =
      flips.length > 0
        ? "a verdict flipped, so that nothing is acknowledged"
        : open > 0
          ? `${open} of the sample are not reviewed: ${goOn}`
          : `the sample is reviewed, and the command was interrupted: ${goOn}`;
    report([], { left: again.stale.length, why, diffs, sample });
    if (isEnded) return EXIT.interrupted;
    return (reviewed && sweepExitCode(reviewed.summary, true)) || EXIT.no;
  }
  const acknowledged = await acknowledgeRest({
    ...{ corpus, ledger, partitions: partitions.partitions, modelId, sample, remark },
    rest: rest.flatMap((pair) => now.get(pair.notePath)?.due ?? []),
    reviewed: plan.drawn.flatMap((pair) => now.get(pair.notePath) ?? []),
  });
  // Another process may have acknowledged them meanwhile.
  const nothing = explainNothingStale(again, "gate-changed");
  const left = again.stale.length - acknowledged.length;
  report(acknowledged, {
    left,
    why: await whyLeft(left, again),
    nothing,
    diffs,
    sample,
  });
  return EXIT.done;
}
