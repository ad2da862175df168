import { randomUUID } from "node:crypto";
import { RETRY_AFTER_SECONDS, USAGE } from "./plan.mjs";
import { openDataStream, sendInPieces, sendJson } from "./sse.mjs";

/**
 * A request body of the OpenAI Chat Completions API, as far as it is read here.
 * @typedef {{ model: string, reasoning_effort?: string, messages: { role: string, content: string | { text?: string }[] }[] }} ChatRequest
 */

/** @param {ChatRequest} body @returns {import("./plan.mjs").Turn} */
export function readChatTurn({ model, reasoning_effort, messages }) {
  const asked = messages.filter(({ role }) => role !== "assistant");
  const texts = asked.map(({ content }) =>
    typeof content === "string" ? content : content.map(({ text = "" }) => text).join(""),
  );
  return {
    model,
    effort: reasoning_effort,
    prompt: texts.join("\n"),
    toolResults: [],
    directory: "/",
    call: (_action, id) => ({ type: "tool", id, name: "none", input: {} }),
  };
}

/**
 * Answers by the Chat Completions API, always streaming. Usage comes only if it is asked for.
 * @param {import("node:http").ServerResponse} response
 * @param {ChatRequest & { stream_options?: { include_usage?: boolean } }} request
 * @param {import("./plan.mjs").AnswerPlan} plan
 */
export async function answerChat(response, request, plan) {
  const send = openDataStream(response);
  const about = {
    id: `chatcmpl-${randomUUID()}`,
    object: "chat.completion.chunk",
    created: 1,
    model: plan.servedModel ?? request.model,
  };
  const choice = (/** @type {object} */ delta, /** @type {string | null} */ finish_reason = null) =>
    send({ ...about, choices: [{ index: 0, delta, finish_reason }] });
  choice({ role: "assistant", content: "" });
  for (const part of plan.parts) {
    if (part.type === "tool") continue;
    const breaks = part === plan.parts.at(-1) ? plan.break : undefined;
    if (await sendInPieces(response, part.text, breaks, (content) => choice({ content }))) continue;
    if (breaks !== "overload") return;
    send({
      error: { message: "The server is overloaded, try again later.", type: "server_error", code: null },
    });
    return void response.end();
  }
  choice({}, plan.refuses ? "content_filter" : plan.reachesLimit ? "length" : "stop");
  if (request.stream_options?.include_usage) {
    const usage = {
      prompt_tokens: USAGE.input,
      completion_tokens: USAGE.output,
      total_tokens: USAGE.input + USAGE.output,
      prompt_tokens_details: { cached_tokens: USAGE.cached },
      completion_tokens_details: { reasoning_tokens: USAGE.reasoning },
    };
    send({ ...about, choices: [], usage });
  }
  response.end("data: [DONE]\n\n");
}

/** @type {Record<import("./plan.mjs").ErrorName, [status: number, type: string, code: string | null, message: string]>} */
const ERRORS = {
  unauthorized: [401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided: dummy."],
  "rate-limited": [429, "requests", "rate_limit_exceeded", "Rate limit reached. Please try again in 2s."],
  "usage-limit": [429, "insufficient_quota", "insufficient_quota", "You exceeded your current quota."],
  "no-credit": [402, "billing_error", null, "Insufficient credits. Add more to continue."],
  "unknown-model": [404, "not_found_error", null, 'model "no-such-model" not found, try pulling it first'],
  overloaded: [503, "server_error", null, "The server is overloaded, please try again later."],
  "prompt-too-long": [
    400,
    "invalid_request_error",
    "context_length_exceeded",
    "This model's maximum context length is 8192 tokens. However, your messages resulted in 20000 tokens.",
  ],
};

/** @param {import("node:http").ServerResponse} response @param {import("./plan.mjs").ErrorName} name */
export function refuseChat(response, name) {
  const [status, type, code, message] = ERRORS[name];
  /** @type {Record<string, string>} */
  const headers = name === "rate-limited" ? { "retry-after": String(RETRY_AFTER_SECONDS) } : {};
  sendJson(response, status, { error: { message, type, code, param: null } }, headers);
}
