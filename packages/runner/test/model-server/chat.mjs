import { randomUUID } from "node:crypto";
import { RETRY_AFTER_SECONDS, USAGE } from "./plan.mjs";
import { openDataStream, sendInPieces, sendJson } from "./sse.mjs";

/**
 * A request body of the OpenAI Chat Completions API, as far as it is read here.
 * @typedef {{
 *   model: string,
 *   reasoning_effort?: string,
 *   messages: { role: string, content: string | { text?: string }[] | null }[],
 * }} ChatRequest
 */

/** @param {ChatRequest} body @returns {import("./plan.mjs").Turn} */
export function readChatTurn({ model, reasoning_effort, messages }) {
  const asked = messages.filter(({ role }) => role !== "assistant");
  const textsOf = (/** @type {boolean} */ ofTools) =>
    asked.filter(({ role }) => (role === "tool") === ofTools).map(({ content }) => textOf(content ?? []));
  return {
    model,
    effort: reasoning_effort,
    prompt: textsOf(false).join("\n"),
    toolResults: textsOf(true),
    directory: "/",
    call: callTool,
  };
}

/** @param {string | { text?: string }[]} content */
function textOf(content) {
  return typeof content === "string" ? content : content.map(({ text = "" }) => text).join("");
}

/**
 * opencode's own tools; it refuses those that it did not offer.
 * @param {import("./plan.mjs").Action} action
 * @param {string} id
 * @returns {import("./plan.mjs").ToolPart}
 */
function callTool(action, id) {
  const tool = { type: /** @type {const} */ ("tool"), id };
  if ("run" in action)
    return { ...tool, name: "bash", input: { command: action.run, description: "Run it" } };
  if ("read" in action) return { ...tool, name: "read", input: { filePath: action.read } };
  return { ...tool, name: "write", input: { filePath: action.write, content: action.content } };
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
  let calls = 0;
  for (const part of plan.parts) {
    if (part.type === "tool") {
      const called = { name: part.name, arguments: JSON.stringify(part.input) };
      choice({ tool_calls: [{ index: calls, id: part.id, type: "function", function: called }] });
      calls += 1;
      continue;
    }
    const breaks = part === plan.parts.at(-1) ? plan.break : undefined;
    if (await sendInPieces(response, part.text, breaks, (content) => choice({ content }))) continue;
    if (breaks !== "overload") return;
    send({
      error: { message: "The server is overloaded, try again later.", type: "server_error", code: null },
    });
    return void response.end();
  }
  const wellEnded = calls > 0 ? "tool_calls" : "stop";
  choice({}, plan.refuses ? "content_filter" : plan.reachesLimit ? "length" : wellEnded);
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
