import { randomUUID } from "node:crypto";
import { RETRY_AFTER_SECONDS, USAGE } from "./plan.mjs";
import { openDataStream, sendInPieces, sendJson } from "./sse.mjs";

/**
 * A request body of the Gemini API with the model of its path, as far as it is read here.
 * @typedef {{
 *   model: string,
 *   contents: { role: string, parts: { text?: string }[] }[],
 *   generationConfig?: { thinkingConfig?: { thinkingLevel?: string } },
 * }} GoogleRequest
 */

/** @param {GoogleRequest} body @returns {import("./plan.mjs").Turn} */
export function readGoogleTurn({ model, contents, generationConfig }) {
  return {
    model,
    effort: generationConfig?.thinkingConfig?.thinkingLevel,
    prompt: contents
      .filter(({ role }) => role === "user")
      .flatMap(({ parts }) => parts.map(({ text = "" }) => text))
      .join("\n"),
    toolResults: [],
    directory: "/",
    call: (_action, id) => ({ type: "tool", id, name: "none", input: {} }),
  };
}

/**
 * Answers by the Gemini API, streaming.
 * @param {import("node:http").ServerResponse} response
 * @param {GoogleRequest} request
 * @param {import("./plan.mjs").AnswerPlan} plan
 */
export async function answerGoogle(response, request, plan) {
  const send = openDataStream(response);
  const about = { modelVersion: plan.servedModel ?? request.model, responseId: randomUUID() };
  const say = (/** @type {string} */ text) =>
    send({ ...about, candidates: [{ index: 0, content: { role: "model", parts: [{ text }] } }] });
  for (const part of plan.parts) {
    if (part.type === "tool") continue;
    const breaks = part === plan.parts.at(-1) ? plan.break : undefined;
    if (await sendInPieces(response, part.text, breaks, say)) continue;
    if (breaks !== "overload") return;
    send({
      error: {
        code: 503,
        status: "UNAVAILABLE",
        message: "The model is overloaded. Please try again later.",
      },
    });
    return void response.end();
  }
  const usageMetadata = {
    promptTokenCount: USAGE.input,
    cachedContentTokenCount: USAGE.cached,
    candidatesTokenCount: USAGE.output - USAGE.reasoning,
    thoughtsTokenCount: USAGE.reasoning,
    totalTokenCount: USAGE.input + USAGE.output,
  };
  const finishReason = plan.refuses ? "SAFETY" : plan.reachesLimit ? "MAX_TOKENS" : "STOP";
  send({
    ...about,
    candidates: [{ index: 0, content: { role: "model", parts: [] }, finishReason }],
    usageMetadata,
  });
  response.end();
}

/** @type {Record<import("./plan.mjs").ErrorName, [code: number, status: string, message: string, details?: object[]]>} */
const ERRORS = {
  unauthorized: [
    400,
    "INVALID_ARGUMENT",
    "API key not valid. Please pass a valid API key.",
    [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "API_KEY_INVALID" }],
  ],
  "rate-limited": [
    429,
    "RESOURCE_EXHAUSTED",
    "You exceeded your current quota, please check your plan and billing details. Please retry in 2s.",
    [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: `${RETRY_AFTER_SECONDS}s` }],
  ],
  "usage-limit": [
    429,
    "RESOURCE_EXHAUSTED",
    "You exceeded your current quota, please check your plan and billing details. Quota: GenerateRequestsPerDayPerProject",
  ],
  "no-credit": [
    429,
    "RESOURCE_EXHAUSTED",
    "Your prepayment credits are depleted. Your credit balance is too low.",
  ],
  "unknown-model": [
    404,
    "NOT_FOUND",
    "models/no-such-model is not found for API version v1beta, or is not supported.",
  ],
  overloaded: [503, "UNAVAILABLE", "The model is overloaded. Please try again later."],
  "prompt-too-long": [
    400,
    "INVALID_ARGUMENT",
    "The input token count (2000000) exceeds the maximum number of tokens allowed (1048576).",
  ],
};

/** @param {import("node:http").ServerResponse} response @param {import("./plan.mjs").ErrorName} name */
export function refuseGoogle(response, name) {
  const [code, status, message, details = []] = ERRORS[name];
  sendJson(response, code, { error: { code, status, message, details } });
}
