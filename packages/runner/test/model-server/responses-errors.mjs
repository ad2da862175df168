import { RESETS_IN_SECONDS, RETRY_AFTER_SECONDS } from "./plan.mjs";
import { openEventStream, sendJson } from "./sse.mjs";

/** @typedef {import("./plan.mjs").ErrorName} ErrorName */

/**
 * The HTTP errors of the OpenAI API: status, code, message. A prompt that is too long is reported inside the stream.
 * @type {Record<Exclude<ErrorName, "usage-limit" | "prompt-too-long">, [status: number, code: string, message: string]>}
 */
const ERRORS = {
  unauthorized: [401, "invalid_api_key", "Incorrect API key provided: dummy."],
  "rate-limited": [
    429,
    "rate_limit_exceeded",
    "Rate limit reached on tokens per min. Please try again in 2s.",
  ],
  "no-credit": [
    429,
    "insufficient_quota",
    "You exceeded your current quota, please check your plan and billing details.",
  ],
  "unknown-model": [
    404,
    "model_not_found",
    "The model `no-such-model` does not exist or you do not have access to it.",
  ],
  overloaded: [503, "server_is_overloaded", "Our servers are currently overloaded. Please try again later."],
};

/**
 * @param {import("node:http").ServerResponse} response
 * @param {ErrorName} name
 */
export function refuseResponses(response, name) {
  if (name === "prompt-too-long") {
    const error = { code: "context_length_exceeded", message: "Your input exceeds the context window." };
    openEventStream(response)("response.failed", {
      sequence_number: 0,
      response: { id: "resp_0", status: "failed", error },
    });
    response.end();
  } else if (name === "usage-limit") {
    sendUsageLimit(response);
  } else {
    const [status, code, message] = ERRORS[name];
    /** @type {Record<string, string>} */
    const headers = name === "rate-limited" ? { "retry-after": String(RETRY_AFTER_SECONDS) } : {};
    sendJson(
      response,
      status,
      { error: { type: "invalid_request_error", code, message, param: null } },
      headers,
    );
  }
}

/** @param {import("node:http").ServerResponse} response */
function sendUsageLimit(response) {
  const resetsAt = Math.floor(Date.now() / 1000) + RESETS_IN_SECONDS;
  const error = {
    type: "usage_limit_reached",
    message: "The usage limit has been reached",
    plan_type: "plus",
    resets_at: resetsAt,
    resets_in_seconds: RESETS_IN_SECONDS,
  };
  sendJson(
    response,
    429,
    { error },
    {
      "x-codex-primary-used-percent": "100.0",
      "x-codex-primary-window-minutes": "300",
      "x-codex-primary-reset-at": String(resetsAt),
    },
  );
}
