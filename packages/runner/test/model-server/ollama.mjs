import { createServer } from "node:http";
import { openDataStream, sendJson } from "./sse.mjs";

/**
 * @typedef {{ model: string, messages: { role: string, content: string }[], response_format?: object }} OllamaRequest
 * @typedef {{ url: string, requests: () => OllamaRequest[], close: () => Promise<void> }} Ollama
 */

/** What is there, as `ollama list` would say. */
export const OLLAMA_MODELS = ["qwen3:4b", "llama3.2:3b"];

/**
 * A server on loopback that answers as Ollama does (0.11): lists of models at `/api/tags` and `/v1/models`, and chats at `/v1`, which any
 * model can have that is there. `answer` makes the text from what was said last; `thinks` is what a model says to itself before.
 * @param {{ answer: (prompt: string, call: number) => string, thinks?: string }} options
 * @returns {Promise<Ollama>}
 */
export async function startOllama({ answer, thinks }) {
  /** @type {OllamaRequest[]} */
  const requests = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    if (request.method === "GET") return list(request.url ?? "/", response);
    if (request.url !== "/v1/chat/completions") return void response.writeHead(404).end("404 page not found");
    /** @type {OllamaRequest} */
    const asked = JSON.parse(Buffer.concat(chunks).toString());
    const { model, messages } = asked;
    if (!OLLAMA_MODELS.includes(model)) {
      const error = { message: `model '${model}' not found`, type: "api_error", param: null, code: null };
      return sendJson(response, 404, { error });
    }
    requests.push(asked);
    const send = openDataStream(response);
    const about = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1, model };
    const say = (/** @type {object} */ delta, /** @type {string | null} */ finish_reason = null) =>
      send({
        ...about,
        system_fingerprint: "fp_ollama",
        choices: [{ index: 0, delta: { role: "assistant", ...delta }, finish_reason }],
      });
    if (thinks !== undefined) say({ content: "", reasoning: thinks });
    const text = answer(messages.at(-1)?.content ?? "", requests.length);
    // A few signs at a time, as a model writes them.
    for (let start = 0; start < text.length; start += 7) say({ content: text.slice(start, start + 7) });
    say({ content: "" }, "stop");
    const usage = { prompt_tokens: 900, completion_tokens: 100, total_tokens: 1000 };
    send({ ...about, system_fingerprint: "fp_ollama", choices: [], usage });
    response.end("data: [DONE]\n\n");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("it has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @param {string} path @param {import("node:http").ServerResponse} response */
function list(path, response) {
  if (path === "/v1/models") {
    const data = OLLAMA_MODELS.map((id) => ({ id, object: "model", created: 1, owned_by: "library" }));
    return sendJson(response, 200, { object: "list", data });
  }
  if (path === "/api/tags") {
    return sendJson(response, 200, { models: OLLAMA_MODELS.map((name) => ({ name, model: name, size: 1 })) });
  }
  if (path === "/") return void response.end("Ollama is running");
  return void response.writeHead(404).end("404 page not found");
}
