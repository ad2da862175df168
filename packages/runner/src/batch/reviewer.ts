import type { ModelId } from "@review/db";
import type { Runner } from "../runner.ts";

/** Who is asked, and under which name the answer is recorded. */
export interface Reviewer {
  runner: Runner;
  /** The model as the person named it, for the client's flag. */
  model: string;
  effort?: string | undefined;
  /** What the name alone gives: kept in the telemetry, so that a later selection finds what became of it. */
  requestedModelId: ModelId;
  /** The partition the runs are created under. */
  modelId: ModelId;
  aliases: Readonly<Record<string, string>>;
}
