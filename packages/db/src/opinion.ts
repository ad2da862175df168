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

/** What an opinion took, and whose finding it is about. Opinions of one call have one `invocationId`, and the call's telemetry. */
export interface OpinionCall extends Pick<NewOpinion, "kind" | "modelId" | "runner"> {
  /** The gate that found it, and the partition under which it was found. */
  gateId: string;
  ofModelId: ModelId;
  saidAt: string;
  telemetry: Telemetry;
}

/** An opinion as it is recorded; whose telemetry that is can be asked for alone. */
export interface Opinion extends Omit<NewOpinion, "telemetry" | "saidAt"> {
  id: OpinionId;
  saidAt: string;
}
