import type { ModelId } from "@review/db";
import type { Runner } from "../runner.ts";

/** Who is asked, and under which name the answer is recorded. */
export interface Reviewer {
  runner: Runner;
  /** The model as the person named it, for the client's flag. */
  model: string;
  effort?: string | undefined;
  /** What the name alone gives: the runs are created under it, and recorded under another one if that model answered. */
  modelId: ModelId;
  /** All partitions under which a pair counts as fresh. */
  partitions: readonly ModelId[];
  /** That a run which another model answered fails. */
  requireModel?: boolean;
  aliases: Readonly<Record<string, string>>;
}
