import type { PartitionSource } from "../plan/partition-of-run.ts";
import type { ImportPlan } from "../plan/plan-import.ts";
import type { RepairedPartition } from "./import-report.ts";

type Amount = "reviewRuns" | "gateReviews" | "acceptanceEvents";

/** Which model ids of the old ledger became other partitions, the most frequent change first. */
export function tallyPartitions({ newRuns, newAcceptances }: ImportPlan): RepairedPartition[] {
  const changes = new Map<string, RepairedPartition>();
  const add = (amount: Amount, from: string | null, to: string, source: PartitionSource) => {
    if (from === to) return;
    const key = JSON.stringify([from, to, source]);
    const change = changes.get(key) ?? {
      from,
      to,
      source,
      reviewRuns: 0,
      gateReviews: 0,
      acceptanceEvents: 0,
    };
    change[amount] += 1;
    changes.set(key, change);
  };
  for (const { old, reviews, partition } of newRuns) {
    const { modelId, source } = partition;
    if (old) add("reviewRuns", old.modelId, modelId, source);
    for (const review of reviews) add("gateReviews", review.old.modelId, modelId, source);
  }
  for (const { old, modelId, source } of newAcceptances) {
    add("acceptanceEvents", old.modelId, modelId, source);
  }
  const rows = (change: RepairedPartition) =>
    change.reviewRuns + change.gateReviews + change.acceptanceEvents;
  return [...changes.values()].sort((a, b) => rows(b) - rows(a));
}
