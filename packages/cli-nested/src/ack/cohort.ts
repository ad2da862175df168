import {
  type CommandContext,
  changeReader,
  confirm,
  count,
  openLedgerToRead,
  openLedgerToWrite,
  print,
  requireSetting,
  reviewerSettings,
  selectStale,
  tell,
  UsageError,
  type Workspace,
} from "@review/cli-kit";
import type { AckArgs } from "./ack-args.ts";
import { acknowledgeStale, reportAcknowledged } from "./acknowledge-stale.ts";

/** Acknowledges all pairs of one gate that a change of the gate made stale, after showing that change once. */
export async function ackCohort(
  args: AckArgs,
  context: CommandContext,
  workspace: Workspace,
): Promise<number> {
  const { io } = context;
  const { corpus } = workspace;
  const [gate, ...more] = args.gate ?? [];
  if (gate === undefined || more.length > 0 || args.reason !== "gate-changed") {
    throw new UsageError("a cohort is one gate's: ack --gate GATE --reason gate-changed --all");
  }
  const settings = reviewerSettings(args, io, corpus);
  const model = requireSetting("model", settings.model);
  await using ledger = await (args.dryRun ? openLedgerToRead : openLedgerToWrite)(workspace);
  const { stale, partition, gates } = await selectStale(corpus, ledger, {
    gates: [gate],
    model,
    effort: settings.effort,
    cwd: io.cwd,
  });
  // Where the note has changed as well, the gate's diff does not tell what is being accepted.
  const cohort = stale.filter(
    ({ reason, noteSha, acceptedNoteSha }) => reason === "gate-changed" && noteSha === acceptedNoteSha,
  );
  const { modelId } = partition;
  const kind = "gate-migration";
  if (cohort.length > 0 && !args.json) {
    const changes = changeReader(corpus, ledger, gates);
    const diffs = new Set<string>();
    for (const pair of cohort) diffs.add((await changes(pair)).gate ?? "");
    for (const diff of diffs) print(io, diff.trimEnd());
  }
  const question = `Acknowledge ${count(cohort.length, "pair")} of ${gate} under ${modelId}?`;
  if (cohort.length > 0 && !args.dryRun && !(await confirm(question, args, io))) {
    tell(io, args, "nothing was acknowledged");
    return 0;
  }
  const acknowledged = args.dryRun
    ? cohort
    : await acknowledgeStale(cohort, { corpus, ledger, modelId, kind, remark: args.remark, gates });
  reportAcknowledged(args, context, {
    modelId,
    kind,
    acknowledged,
    left: stale.length - acknowledged.length,
  });
  return 0;
}
