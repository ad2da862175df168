import { type Ledger, listRecordedPartitions, type ModelId } from "@review/db";
import { checkFields } from "@review/db/check-fields";
import {
  aliasOf,
  CHECKS_PARTITION,
  earlierPartitions,
  modelPartition,
  type PartitionOptions,
} from "./model-partition.ts";

/** The partitions that a requested model name stands for, and how we know. */
export interface ResolvedPartitions {
  /** What the name alone gives: runs that are asked for by it are created under this one. */
  modelId: ModelId;
  /** All under which a pair may be fresh: `modelId`, then those that earlier runs were recorded under, the newest first. */
  partitions: readonly ModelId[];
  resolvedFrom: "alias" | "exact" | "earlier-runs" | "name";
}

export interface ResolveOptions extends PartitionOptions {
  model: string;
  /** That only the named partition counts. Default false. */
  exact?: boolean;
}

/**
 * Closes the rekey trap: asking for `opus` after runs asked for by that name were recorded under `claude-opus-4-8` means
 * both, or the next sweep would pay again; what others asked for so, as the lock says, counts where nothing else is under that partition. A configured alias pins the name to one partition; `checks` is that of the checks.
 * Throws InvalidModelError.
 */
export async function resolvePartitions(ledger: Ledger, asked: ResolveOptions): Promise<ResolvedPartitions> {
  checkFields(asked, "resolvePartitions", { model: "text" });
  const { model, exact = false, ...options } = asked;
  if (model === CHECKS_PARTITION) return pinned(CHECKS_PARTITION, "exact");
  const modelId = modelPartition(model, options);
  if (aliasOf(model, options.aliases) !== undefined) return pinned(modelId, "alias");
  if (exact) return pinned(modelId, "exact");
  const names = [modelId, ...earlierPartitions(model, options)];
  const recorded = await Promise.all(names.map((name) => listRecordedPartitions(ledger, name)));
  const others = [...new Set(recorded.flat())].filter((other) => other !== modelId);
  if (others.length === 0) return pinned(modelId, "name");
  return { modelId, partitions: [modelId, ...others], resolvedFrom: "earlier-runs" };
}

/** Whether a name was made to stand for one partition, whichever model answers. */
export function isPinned(resolved: Pick<ResolvedPartitions, "resolvedFrom">): boolean {
  checkFields(resolved, "isPinned", { resolvedFrom: "text" });
  const { resolvedFrom } = resolved;
  return resolvedFrom === "alias" || resolvedFrom === "exact";
}

const pinned = (modelId: ModelId, resolvedFrom: ResolvedPartitions["resolvedFrom"]): ResolvedPartitions => ({
  modelId,
  partitions: [modelId],
  resolvedFrom,
});
