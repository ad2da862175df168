import { randomUUID } from "node:crypto";
import { USAGE } from "./plan.mjs";
import { cutConnection, openEventStream, sendInPieces, sendJson } from "./sse.mjs";

/** @typedef {import("./plan.mjs").AnswerPlan} AnswerPlan */
/** @typedef {import("node:http").ServerResponse} ServerResponse */

/** The Anthropic API counts cached input apart from the rest. */
const INPUT_USAGE = {
  input_tokens: USAGE.input - USAGE.cached,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: USAGE.cached,
};

/**
 * Answers by the Anthropic Messages API, streaming or at once. A client that has lost a stream asks again for all of
 * it at once: a plan that breaks breaks then, too.
 * @param {ServerResponse} response
 * @param {{ model: string, stream?: boolean, tools?: { name?: string }[] }} request
 * @param {AnswerPlan} asPlanned
 */
export async function answerMessages(response, request, asPlanned) {
  const plan = throughJsonTool(request, asPlanned);
  const message = {
    id: `msg_${randomUUID()}`,
    type: "message",
    role: "assistant",
    model: plan.servedModel ?? request.model,
    stop_sequence: null,
  };
  if (request.stream) await streamMessage(response, message, plan);
  else await sendMessage(response, message, plan);
}

/**
 * A model that knows no schema of answers is offered a tool `json` for them: what is JSON goes through it.
 * @param {{ tools?: { name?: string }[] }} request
 * @param {AnswerPlan} plan
 * @returns {AnswerPlan}
 */
function throughJsonTool({ tools = [] }, plan) {
  if (!tools.some(({ name }) => name === "json")) return plan;
  const parts = plan.parts.map((part) => {
    if (part.type === "tool" || !part.text.startsWith("{")) return part;
    return {
      type: /** @type {const} */ ("tool"),
      id: "toolu_json",
      name: "json",
      input: JSON.parse(part.text),
    };
  });
  return { ...plan, parts };
}

/** @param {ServerResponse} response @param {object} message @param {AnswerPlan} plan */
async function streamMessage(response, message, plan) {
  const send = openEventStream(response);
  const usage = { ...INPUT_USAGE, output_tokens: 1 };
  send("message_start", { message: { ...message, content: [], stop_reason: null, usage } });
  for (const [index, part] of plan.parts.entries()) {
    const delta = (/** @type {object} */ content) => send("content_block_delta", { index, delta: content });
    send("content_block_start", { index, content_block: toBlock(part, true) });
    if (part.type === "tool") {
      delta({ type: "input_json_delta", partial_json: JSON.stringify(part.input) });
    } else {
      const breaks = part === plan.parts.at(-1) ? plan.break : undefined;
      const sendText = (/** @type {string} */ text) => delta({ type: "text_delta", text });
      if (!(await sendInPieces(response, part.text, breaks, sendText))) {
        if (breaks !== "overload") return;
        send("error", { error: { type: "overloaded_error", message: "Overloaded" } });
        return void response.end();
      }
    }
    send("content_block_stop", { index });
  }
  send("message_delta", {
    delta: { ...stopOf(plan), stop_sequence: null },
    usage: { output_tokens: USAGE.output },
  });
  send("message_stop");
  response.end();
}

/** @param {ServerResponse} response @param {object} message @param {AnswerPlan} plan */
async function sendMessage(response, message, plan) {
  const content = plan.parts.map((part) => toBlock(part, false));
  const usage = { ...INPUT_USAGE, output_tokens: USAGE.output };
  const body = { ...message, content, ...stopOf(plan), usage };
  if (plan.break === undefined) return sendJson(response, 200, body);
  response.writeHead(200, { "content-type": "application/json" });
  response.write(JSON.stringify(body).slice(0, 50));
  if (plan.break === "cut") await cutConnection(response);
}

/** @param {AnswerPlan["parts"][number]} part @param {boolean} empty */
function toBlock(part, empty) {
  if (part.type === "text") return { type: "text", text: empty ? "" : part.text };
  return { type: "tool_use", id: part.id, name: part.name, input: empty ? {} : part.input };
}

/** @param {AnswerPlan} plan */
function stopOf(plan) {
  if (plan.stop) return plan.stop;
  if (plan.refuses) return { stop_reason: "refusal" };
  if (plan.reachesLimit) return { stop_reason: "max_tokens" };
  return { stop_reason: plan.parts.some(({ type }) => type === "tool") ? "tool_use" : "end_turn" };
}
