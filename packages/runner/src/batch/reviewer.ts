import type { ModelId } from "@review/db";
import type { ResolvedPartitions } from "@review/lifecycle";
import type { Runner } from "../runner.ts";

/** Who gives a second opinion about findings. */
export interface SecondReviewer {
  runner: Runner;
  /** The model as the person named it. */
  model: string;
  /** The partition that the name alone gives; opinions are recorded under another one if that model answered. */
  modelId: ModelId;
}

/**
 * Who is asked, and what the model's name stands for: the runs are created under the partition that the name alone gives,
 * and recorded under another one if that model answered.
 */
export interface Reviewer extends ResolvedPartitions {
  runner: Runner;
  /** The model as the person named it, for the client's flag. */
  model: string;
  effort?: string | undefined;
  /** That a run which another model answered fails. */
  requireModel?: boolean;
  /** Who is asked whether what was found holds; absent if nobody is. */
  second?: SecondReviewer | undefined;
  aliases: Readonly<Record<string, string>>;
}
