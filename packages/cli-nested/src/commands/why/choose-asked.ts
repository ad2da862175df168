import {
  choosePartitions,
  type Io,
  type ModelArgs,
  reviewerSettings,
  tell,
  UsageError,
} from "@review/cli-kit";
import type { Corpus, Gate } from "@review/corpus";
import { type Ledger, listAcceptanceEvents, type ModelId, type PairKey } from "@review/db";
import { CHECKS_PARTITION, type ResolvedPartitions } from "@review/lifecycle";

/** The partitions that are asked about, and the words for them in a command. */
export interface AskedPartitions {
  partitions: ResolvedPartitions;
  asked: Pick<ModelArgs, "model" | "effort" | "exactModel">;
}

/**
 * Whose verdict on a pair somebody asks for. Where nobody names a model, a gate with a check means that check, and else the one
 * partition that was ever accepted for the pair is meant, which is said. Throws UsageError where there are several, or none.
 */
export async function chooseAsked(
  args: ModelArgs,
  { io, corpus, ledger, pair }: { io: Io; corpus: Corpus; ledger: Ledger; pair: PairKey & { gate: Gate } },
): Promise<AskedPartitions> {
  const { effort, exactModel } = args;
  const { model } = reviewerSettings(args, io, corpus);
  // A gate with a check has nothing but its check, unless somebody asks about a model.
  if (model === undefined && pair.gate.check !== undefined) {
    const asked = { effort, exactModel, model: CHECKS_PARTITION };
    return { partitions: await choosePartitions({ ...args, ...asked }, io, corpus, ledger), asked };
  }
  const isOpen = model === undefined && effort === undefined && exactModel === undefined;
  const judges = isOpen ? await listJudges(ledger, pair) : [];
  const [only, ...others] = judges;
  if (only === undefined) {
    const partitions = await choosePartitions(args, io, corpus, ledger);
    return { partitions, asked: { model: args.model, effort, exactModel } };
  }
  if (others.length > 0) {
    throw new UsageError(
      (option) =>
        `several models have reviewed this pair: name one with ${option("model")}: ${judges.join(", ")}`,
    );
  }
  tell(io, args, `no model was named: ${only} is the only one that has reviewed this pair`);
  return {
    partitions: { modelId: only, partitions: [only], resolvedFrom: "exact" },
    asked: { model: only },
  };
}

/** The partitions under which a pair was ever accepted, in any version. */
async function listJudges(ledger: Ledger, { notePath, gateId }: PairKey): Promise<ModelId[]> {
  const events = await listAcceptanceEvents(ledger, { notePath, gateId });
  return [...new Set(events.map(({ modelId }) => modelId))];
}
