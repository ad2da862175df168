import { type CommandContext, count, type GlobalArgs, print, printJson, tell } from "@review/cli-kit";
import { type Corpus, type Gate, readNote } from "@review/corpus";
import type { Ledger, ModelId, Snapshot } from "@review/db";
import { acknowledge, type StalePair } from "@review/lifecycle";

interface Acknowledgement {
  corpus: Corpus;
  ledger: Ledger;
  modelId: ModelId;
  kind: "trivial-change-ack" | "gate-migration";
  remark?: string | undefined;
  /** The texts that the pairs were judged trivial on: what is recorded is what was looked at. */
  gates: readonly Gate[];
}

/**
 * Acknowledges stale pairs in the versions they were selected in. A note that has changed since is left out, so that
 * nothing is accepted that nobody looked at. Returns the pairs acknowledged.
 */
export async function acknowledgeStale(
  pairs: readonly StalePair[],
  { corpus, ledger, modelId, kind, remark, gates }: Acknowledgement,
): Promise<StalePair[]> {
  const snapshots = new Map<string, Snapshot>(gates.map(({ sha, text }) => [sha, { sha, text }]));
  for (const path of new Set(pairs.map(({ notePath }) => notePath))) {
    const { sha, text } = await readNote(corpus, path);
    snapshots.set(sha, { sha, text });
  }
  const unchanged = pairs.filter(({ noteSha, gateSha }) => snapshots.has(noteSha) && snapshots.has(gateSha));
  if (unchanged.length > 0) {
    await acknowledge(ledger, {
      pairs: unchanged,
      modelId,
      kind,
      snapshots: [...snapshots.values()],
      ...(remark !== undefined && { remark }),
    });
  }
  return unchanged;
}

/** Prints which pairs were acknowledged, or would be with `--dry-run`, and says how many were left alone. */
export function reportAcknowledged(
  args: GlobalArgs & { dryRun?: boolean | undefined },
  { io }: CommandContext,
  {
    modelId,
    kind,
    acknowledged,
    left,
  }: { modelId: ModelId; kind: string; acknowledged: readonly StalePair[]; left: number },
): void {
  const pairs = acknowledged.map(({ notePath, gateId }) => ({ notePath, gateId }));
  if (args.json) printJson(io, { modelId, kind, dryRun: args.dryRun ?? false, acknowledged: pairs, left });
  else for (const { notePath, gateId } of pairs) print(io, `${notePath}\t${gateId}`);
  const did = args.dryRun ? "would be acknowledged" : "acknowledged";
  tell(
    io,
    args,
    `${count(pairs.length, "pair")} ${did} (${kind}) under ${modelId}, ${left} left as ${left === 1 ? "it is" : "they are"}`,
  );
}
