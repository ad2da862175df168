import { RESETS_IN_SECONDS, RETRY_AFTER_SECONDS } from "./plan.mjs";
import { sendJson } from "./sse.mjs";

/**
 * The HTTP errors of the Anthropic API: status, type, message.
 * @type {Record<import("./plan.mjs").ErrorName, [status: number, type: string, message: string]>}
 */
const ERRORS = {
  unauthorized: [401, "authentication_error", "invalid x-api-key"],
  "rate-limited": [429, "rate_limit_error", "This request would exceed your organization’s rate limit."],
  "usage-limit": [429, "rate_limit_error", "This request would exceed your account’s rate limit."],
  "no-credit": [
    400,
    "invalid_request_error",
    "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing.",
  ],
  "unknown-model": [404, "not_found_error", "model: no-such-model"],
  overloaded: [529, "overloaded_error", "Overloaded"],
  "prompt-too-long": [400, "invalid_request_error", "prompt is too long: 250000 tokens > 200000 maximum"],
};

/**
 * @param {import("node:http").ServerResponse} response
 * @param {import("./plan.mjs").ErrorName} name
 */
export function refuseMessages(response, name) {
  const [status, type, message] = ERRORS[name];
  sendJson(
    response,
    status,
    { type: "error", error: { type, message }, request_id: "req_0" },
    headersOf(name),
  );
}

/** @param {import("./plan.mjs").ErrorName} name @returns {Record<string, string>} */
function headersOf(name) {
  if (name === "rate-limited") return { "retry-after": String(RETRY_AFTER_SECONDS) };
  if (name !== "usage-limit") return {};
  // What a subscription's account is told; the client takes it for a usage limit by these alone.
  return {
    "anthropic-ratelimit-unified-status": "rejected",
    "anthropic-ratelimit-unified-reset": String(Math.floor(Date.now() / 1000) + RESETS_IN_SECONDS),
    "anthropic-ratelimit-unified-representative-claim": "five_hour",
    "anthropic-ratelimit-unified-overage-status": "rejected",
    "anthropic-ratelimit-unified-overage-disabled-reason": "org_level_disabled",
    "retry-after": String(RESETS_IN_SECONDS),
  };
}
