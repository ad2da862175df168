import {
  type CommandContext,
  openLedgerToRead,
  openLedgerToWrite,
  requireSetting,
  reviewerSettings,
  selectStale,
  type Workspace,
} from "@review/cli-kit";
import { changedParts, isTrivialFor, readNote } from "@review/corpus";
import { getSnapshot, type Ledger } from "@review/db";
import type { StalePair } from "@review/lifecycle";
import type { AckArgs } from "./ack-args.ts";
import { acknowledgeStale, reportAcknowledged } from "./acknowledge-stale.ts";

/** Acknowledges exactly the pairs in which the note changed, but nothing that the gate watches. */
export async function ackTrivial(
  args: AckArgs,
  context: CommandContext,
  workspace: Workspace,
): Promise<number> {
  const { io } = context;
  const { corpus } = workspace;
  const settings = reviewerSettings(args, io, corpus);
  const model = requireSetting("model", settings.model);
  await using ledger = await (args.dryRun ? openLedgerToRead : openLedgerToWrite)(workspace);
  const gates = args.gate ?? [];
  const {
    stale,
    partition,
    gates: selected,
  } = await selectStale(corpus, ledger, {
    gates,
    allGates: gates.length === 0,
    model,
    effort: settings.effort,
    cwd: io.cwd,
  });
  const changed = changesOf(ledger, async (path) => (await readNote(corpus, path)).text);
  const trivial: StalePair[] = [];
  for (const pair of stale) {
    // A changed gate asks something else now: that is for a person to look at.
    if (pair.reason !== "note-changed") continue;
    const gate = selected.find(({ id }) => id === pair.gateId);
    if (isTrivialFor(gate?.watches, await changed(pair))) trivial.push(pair);
  }
  const kind = "trivial-change-ack";
  const { modelId } = partition;
  const acknowledged = args.dryRun
    ? trivial
    : await acknowledgeStale(trivial, {
        corpus,
        ledger,
        modelId,
        kind,
        remark: args.remark,
        gates: selected,
      });
  reportAcknowledged(args, context, {
    modelId,
    kind,
    acknowledged,
    left: stale.length - acknowledged.length,
  });
  return 0;
}

/** Which parts of a pair's note changed since its acceptance; each pair of versions is compared once. */
function changesOf(ledger: Ledger, readText: (path: string) => Promise<string>) {
  const known = new Map<string, ReturnType<typeof changedParts>>();
  const compare = async ({ notePath, acceptedNoteSha = "" }: StalePair) => {
    const before = await getSnapshot(ledger, acceptedNoteSha);
    return before === undefined ? undefined : changedParts(before, await readText(notePath));
  };
  return (pair: StalePair) => {
    const key = JSON.stringify([pair.notePath, pair.acceptedNoteSha]);
    const parts = known.get(key) ?? compare(pair);
    known.set(key, parts);
    return parts;
  };
}
