import { findNearestName } from "@review/corpus";
import { type Ledger, listAcceptedPartitions } from "@review/db";
import type { ResolvedPartitions } from "@review/lifecycle";

/** What is to be said of a model of which the ledger knows nothing. */
export interface UnknownModel {
  nothing: string;
  /** A question after a model that it does know, if one has a similar name. */
  meant?: string;
}

/** Whether the ledger knows nothing of all that a model's name stands for: undefined if it knows something. */
export async function explainUnknownModel(
  ledger: Ledger,
  model: string,
  { modelId, partitions }: Pick<ResolvedPartitions, "modelId" | "partitions">,
): Promise<UnknownModel | undefined> {
  const recorded = await listAcceptedPartitions(ledger);
  if (partitions.some((each) => recorded.includes(each))) return undefined;
  const nothing = `nothing was ever accepted under ${model}`;
  const nearest = await findNearestName(modelId, recorded);
  return nearest === undefined ? { nothing } : { nothing, meant: `did you mean ${nearest}?` };
}
