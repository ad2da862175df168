import { randomUUID } from "node:crypto";
import { USAGE } from "./plan.mjs";
import { openEventStream, sendInPieces } from "./sse.mjs";

/** @typedef {import("./plan.mjs").AnswerPlan} AnswerPlan */

const COUNTS = {
  input_tokens: USAGE.input,
  input_tokens_details: { cached_tokens: USAGE.cached },
  output_tokens: USAGE.output,
  output_tokens_details: { reasoning_tokens: USAGE.reasoning },
  total_tokens: USAGE.input + USAGE.output,
};

/**
 * Answers by the OpenAI Responses API, always streaming.
 * @param {import("node:http").ServerResponse} response
 * @param {{ model: string }} request
 * @param {AnswerPlan} plan
 */
export async function answerResponses(response, request, plan) {
  const model = plan.servedModel ?? request.model;
  // codex learns of another model than it asked for by this header alone.
  const send = openEventStream(response, plan.servedModel ? { "openai-model": plan.servedModel } : {});
  const about = { id: `resp_${randomUUID()}`, created_at: 1, model, output: [] };
  send("response.created", { response: { ...about, status: "in_progress" } });
  for (const [index, part] of plan.parts.entries()) {
    if (part.type === "tool") {
      send("response.output_item.done", { output_index: index, item: toFunctionCall(part) });
      continue;
    }
    const id = `msg_${randomUUID()}`;
    send("response.output_item.added", { output_index: index, item: toMessage(id, "in_progress", "") });
    const sendText = (/** @type {string} */ delta) =>
      send("response.output_text.delta", { output_index: index, content_index: 0, item_id: id, delta });
    const breaks = part === plan.parts.at(-1) ? plan.break : undefined;
    if (!(await sendInPieces(response, part.text, breaks, sendText))) {
      if (breaks !== "overload") return;
      const error = { code: "server_is_overloaded", message: "Our servers are currently overloaded." };
      send("response.failed", { sequence_number: 9, response: { ...about, status: "failed", error } });
      return void response.end();
    }
    send("response.output_item.done", { output_index: index, item: toMessage(id, "completed", part.text) });
  }
  if (plan.refuses || plan.reachesLimit) {
    const reason = plan.refuses ? "content_filter" : "max_output_tokens";
    const why = { status: "incomplete", incomplete_details: { reason } };
    send("response.incomplete", { response: { ...about, ...why, usage: COUNTS } });
  } else {
    send("response.completed", { response: { ...about, status: "completed", usage: COUNTS } });
  }
  response.end();
}

/** @param {string} id @param {string} status @param {string} text */
function toMessage(id, status, text) {
  const content = text === "" ? [] : [{ type: "output_text", text, annotations: [] }];
  return { type: "message", id, role: "assistant", status, content };
}

/** @param {import("./plan.mjs").ToolPart} part */
function toFunctionCall({ id, name, input }) {
  const call = { type: "function_call", id: `fc_${id}`, call_id: id, name, status: "completed" };
  return { ...call, arguments: JSON.stringify(input) };
}
