import type { PartitionSources } from "./partition-of-run.ts";

/** What is needed to plan rows, beside the rows. */
export interface PlanContext extends PartitionSources {
  /** Absolute path of the tree; old paths may be absolute, too. */
  root: string;
  /** Makes the key of old values; each call counts. */
  keyOf(values: unknown): string;
}
