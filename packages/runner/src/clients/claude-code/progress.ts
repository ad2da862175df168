import type { JsonObject } from "@review/db/guards";
import { toOneLine } from "../../one-line.ts";
import { amountOf, objectOf, textOf } from "../json-fields.ts";

/** What of a tool's input says most about the call, in this order. */
const TELLING_INPUTS = ["file_path", "path", "pattern", "command"];

/** A tool call in a few words: `Read notes/a.md`. */
export function describeToolUse({ name, input }: JsonObject): string {
  const given = objectOf(input);
  const telling = TELLING_INPUTS.flatMap((key) => textOf(given[key]) ?? []);
  return toOneLine([textOf(name) ?? "tool", ...telling].join(" "), 160);
}

/** A retry in a few words: `asking again: HTTP 529 (attempt 1 of 2)`. */
export function describeRetry(event: JsonObject): string {
  const status = amountOf(event.error_status);
  const why = status === undefined ? "no connection" : `HTTP ${status}`;
  return `asking again: ${why} (attempt ${amountOf(event.attempt) ?? "?"} of ${amountOf(event.max_retries) ?? "?"})`;
}
