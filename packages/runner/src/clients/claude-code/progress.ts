import type { JsonObject } from "@review/db/guards";
import { amountOf } from "../json-fields.ts";

/** A retry in a few words: `asking again: HTTP 529 (attempt 1 of 2)`. */
export function describeRetry(event: JsonObject): string {
  const status = amountOf(event.error_status);
  const why = status === undefined ? "no connection" : `HTTP ${status}`;
  return `asking again: ${why} (attempt ${amountOf(event.attempt) ?? "?"} of ${amountOf(event.max_retries) ?? "?"})`;
}
