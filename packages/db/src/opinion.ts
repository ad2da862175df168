import type { Telemetry } from "./execution-data.ts";
import type { FindingId, ModelId, OpinionId, OpinionKind } from "./vocabulary.ts";

/** What a second reviewer says of a finding: that it holds (`confirmed`), or that it does not (`disputed`). */
export interface NewOpinion {
  findingId: FindingId;
  kind: OpinionKind;
  /** Who says it. */
  modelId: ModelId;
  runner: string;
  /** Why, in the second reviewer's words. */
  reason: string;
  /** Of the call in which it was said, which may have been about other findings, too. */
  telemetry?: Telemetry | undefined;
  /** Default: now. */
  saidAt?: string | undefined;
}

/** An opinion as it is recorded; whose telemetry that is can be asked for alone. */
export interface Opinion extends Omit<NewOpinion, "telemetry" | "saidAt"> {
  id: OpinionId;
  saidAt: string;
}
