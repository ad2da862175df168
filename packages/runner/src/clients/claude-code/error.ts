import type { JsonObject } from "@review/db/guards";
import { readRegainedAccess, toTime } from "../../failures/error-class.ts";
import { amountOf, textOf } from "../json-fields.ts";
import type { ClaudeFacts } from "./facts.ts";

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

/**
 * The service's `retry-after`, if the last wait was of its choosing. 2.1.197 waits exactly that long, and never a whole
 * number of seconds by its own choice; 2.1.332 waits up to a quarter longer, and tells that.
 */
function readRetryAfter({ lastRetry = {} }: ClaudeFacts): number | undefined {
  if (lastRetry.error !== "rate_limit") return undefined;
  const delayMs = amountOf(lastRetry.retry_delay_ms) ?? 0;
  const isAsked = delayMs > longestOwnDelayMs(amountOf(lastRetry.attempt) ?? 1) || delayMs % 1000 === 0;
  return delayMs > 0 && isAsked ? delayMs / 1000 : undefined;
}

/** claude waits half a second before its second request, then twice as long each time up to 32 s; and up to a quarter more. */
function longestOwnDelayMs(attempt: number): number {
  return Math.min(500 * 2 ** (attempt - 1), 32_000) * 1.25;
}
