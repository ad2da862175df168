import { API_PROVIDERS, findNearestName } from "@review/corpus";
import { type Ledger, listAcceptedPartitions, type ModelId } from "@review/db";
import { modelPartition, type ResolvedPartitions } from "@review/lifecycle";

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
  const nearest = withoutService(model, recorded) ?? (await findNearestName(modelId, recorded));
  return nearest === undefined ? { nothing } : { nothing, meant: `did you mean ${nearest}?` };
}

/** The runner `api` takes its service before a model's name, and records under the name alone. */
function withoutService(model: string, recorded: readonly ModelId[]): ModelId | undefined {
  const service = API_PROVIDERS.find((provider) => model.startsWith(`${provider}/`));
  const name = model.slice((service?.length ?? 0) + 1);
  if (service === undefined || !/[\p{L}\p{N}]/u.test(name)) return undefined;
  const partition = modelPartition(name);
  return recorded.includes(partition) ? partition : undefined;
}
