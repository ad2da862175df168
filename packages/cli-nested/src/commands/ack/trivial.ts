import {
  type CommandContext,
  explainPartition,
  requireSetting,
  reviewerSettings,
  tell,
  type Workspace,
} from "@review/cli-kit";
import { type Corpus, changedParts, isTrivialFor, readNotes } from "@review/corpus";
import { getSnapshot, type Ledger } from "@review/db";
import type { StalePair } from "@review/lifecycle";
import { selectStale } from "@review/views";
import type { AckArgs } from "./ack-args.ts";
import { acknowledgeStale, keepReviewed } from "./acknowledge-stale.ts";
import { openLedgerToAcknowledge } from "./open-ledger.ts";
import { reportAcknowledged } from "./report.ts";

const WHY_LEFT =
  "a watched part changed or that cannot be told, the gate changed or does not say what it watches, or there is no review";

/** Acknowledges exactly the pairs in which the note changed, but nothing that the gate watches. */
export async function ackTrivial(
  args: AckArgs,
  context: CommandContext,
  workspace: Workspace,
): Promise<number> {
  const { io } = context;
  const { corpus } = workspace;
  const { model, effort } = reviewerSettings(args, io, corpus);
  const asked = requireSetting("model", model);
  await using ledger = await openLedgerToAcknowledge(workspace, args);
  const { gate: gates = [], remark, dryRun } = args;
  const allGates = gates.length === 0;
  const selection = await selectStale(corpus, ledger, { gates, allGates, model: asked, effort, cwd: io.cwd });
  const { stale, partition } = selection;
  const { modelId } = partition;
  const explanation = explainPartition(asked, partition);
  if (explanation) tell(io, args, explanation);
  for (const { message } of selection.problems) tell(io, args, `warning: ${message}`);
  const watches = new Map(selection.gates.map((gate) => [gate.id, gate.watches]));
  const changed = changesOf(ledger, corpus);
  const trivial: StalePair[] = [];
  for (const pair of stale) {
    // A changed gate asks something else now: that is for a person to look at.
    if (pair.reason !== "note-changed") continue;
    if (isTrivialFor(watches.get(pair.gateId), await changed(pair))) trivial.push(pair);
  }
  const acknowledged = await acknowledgeStale(await keepReviewed(ledger, modelId, trivial), {
    corpus,
    ledger,
    modelId,
    kind: "trivial-change-ack",
    remark,
    dryRun,
  });
  const left = stale.length - acknowledged.length;
  reportAcknowledged(args, context, acknowledged, { modelId, left, why: WHY_LEFT });
  return 0;
}

/**
 * Which parts of a pair's note changed since its acceptance; undefined where nobody can say, also because the
 * note has changed since it was selected. Each pair of versions is compared once.
 */
function changesOf(ledger: Ledger, corpus: Corpus) {
  const known = new Map<string, ReturnType<typeof changedParts>>();
  const compare = async ({ notePath, noteSha, acceptedNoteSha = "" }: StalePair) => {
    const before = await getSnapshot(ledger, acceptedNoteSha);
    const [note] = (await readNotes(corpus, [notePath])).notes;
    return before === undefined || note?.sha !== noteSha ? undefined : changedParts(before, note.text);
  };
  return (pair: StalePair) => {
    const key = JSON.stringify([pair.notePath, pair.acceptedNoteSha]);
    const parts = known.get(key) ?? compare(pair);
    known.set(key, parts);
    return parts;
  };
}
