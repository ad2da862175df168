import { readRegainedAccess, toTime } from "../error-class.ts";
import { amountOf, type JsonObject, textOf } from "../json-fields.ts";
import type { ClaudeFacts } from "./facts.ts";

/** What a failed run says about its error. */
export interface ClaudeError {
  subtype?: string | undefined;
  /** `error` of the last message: claude's own name of the class, where it has one. */
  error?: string | undefined;
  /** HTTP. */
  status: number;
  /** The run ended because of its prompt, its turns, an interruption, ... */
  terminalReason: string;
  refused: boolean;
  /** A limit of the plan turned the request away, whatever it is called. */
  planLimit: boolean;
  /** When that limit is reset: UTC, ISO 8601. */
  resetsAt?: string | undefined;
  retryAfterSeconds?: number | undefined;
  /** In claude's own words, for people. */
  text: string;
}

/** Reads the error out of a `result` event that reports one, and of what went before. */
export function readClaudeError(facts: ClaudeFacts, result: JsonObject): ClaudeError {
  const { rejectedLimit = {} } = facts;
  const errors = Array.isArray(result.errors) ? result.errors : [];
  const text = textOf(result.result) ?? textOf(errors[0]) ?? "";
  return {
    subtype: textOf(result.subtype),
    error: facts.error,
    status: amountOf(result.api_error_status) ?? 0,
    terminalReason: textOf(result.terminal_reason) ?? "",
    refused: facts.refused || result.stop_reason === "refusal",
    // Short limits come as rejected, too, but without a type; and their text speaks of the usage limit as what it is not.
    planLimit:
      !text.includes("(not your usage limit)") &&
      (textOf(rejectedLimit.rateLimitType) !== undefined ||
        /out of (extra )?usage|(hit|reached) your .{0,40}limit|\bregain access on\b/i.test(text)),
    resetsAt: toTime(amountOf(rejectedLimit.resetsAt)) ?? readRegainedAccess(text),
    retryAfterSeconds: readRetryAfter(facts),
    text,
  };
}

/** The service's `retry-after`. claude's own delays are random to a fraction of a millisecond; whole seconds are not. */
function readRetryAfter({ lastRetry = {} }: ClaudeFacts): number | undefined {
  const seconds = (amountOf(lastRetry.retry_delay_ms) ?? 0) / 1000;
  const isAsked = lastRetry.error === "rate_limit" && seconds > 0 && Number.isInteger(seconds);
  return isAsked ? seconds : undefined;
}
