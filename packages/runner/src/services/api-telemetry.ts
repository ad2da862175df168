import type { ApiSettings } from "@review/corpus";
import type { Telemetry } from "@review/db";
import { servedModel } from "../clients/served-model.ts";
import type { ReviewRequest } from "../runner.ts";
import type { ApiFacts } from "./api-reader.ts";
import { costOf, priceOf } from "./prices.ts";

/** What is known of a request: the model that the service says answered, its counts, and their cost if the prices are known. */
export function apiTelemetry(
  { model, usage, cacheWriteTokens }: ApiFacts,
  { effort, model: asked }: ReviewRequest,
  { prices }: ApiSettings,
): Telemetry {
  const costUsd = costOf(priceOf(model ?? asked, prices), usage, cacheWriteTokens);
  return {
    ...servedModel(new Set(model === undefined ? [] : [model])),
    ...(effort !== undefined && { effort }),
    ...(usage && { usage }),
    ...(costUsd !== undefined && { costUsd }),
  };
}
