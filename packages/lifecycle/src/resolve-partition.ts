import { findRecordedPartition, type Ledger, type ModelId } from "@review/db";
import { checkFields } from "./check-fields.ts";
import { aliasOf, modelPartition, type PartitionOptions } from "./model-partition.ts";

/** The partition that a requested model name means now, and how we know. */
export interface ResolvedPartition {
  modelId: ModelId;
  /** What the name alone gives, without looking at earlier runs. */
  requestedModelId: ModelId;
  resolvedFrom: "alias" | "earlier-run" | "name";
  /** The earlier run, where that was the source. */
  runId?: number;
}

/**
 * Closes the rekey trap: asking for `opus` after a run asked for by that name was recorded under
 * `claude-opus-4-8` means the latter, or the next sweep would pay again. A configured alias comes first,
 * then the newest completed run asked for by the name, then the name itself. Throws InvalidModelError.
 */
export async function resolvePartition(
  ledger: Ledger,
  asked: PartitionOptions & { model: string },
): Promise<ResolvedPartition> {
  checkFields(asked, "resolvePartition", { model: "text" });
  const { model, ...options } = asked;
  const requestedModelId = modelPartition(model, options);
  if (aliasOf(model, options.aliases) !== undefined) {
    return { modelId: requestedModelId, requestedModelId, resolvedFrom: "alias" };
  }
  const earlier = await findRecordedPartition(ledger, requestedModelId);
  if (!earlier || earlier.modelId === requestedModelId) {
    return { modelId: requestedModelId, requestedModelId, resolvedFrom: "name" };
  }
  return { ...earlier, requestedModelId, resolvedFrom: "earlier-run" };
}
