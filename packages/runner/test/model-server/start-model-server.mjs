import { createServer } from "node:http";
import { answerFromPrompt } from "@review/test-kit/answer-from-prompt.mjs";
import { answerChat, readChatTurn, refuseChat } from "./chat.mjs";
import { answerGoogle, readGoogleTurn, refuseGoogle } from "./google.mjs";
import { answerMessages } from "./messages-answer.mjs";
import { refuseMessages } from "./messages-errors.mjs";
import { readMessagesTurn } from "./messages-turn.mjs";
import { answerResponses } from "./responses-answer.mjs";
import { refuseResponses } from "./responses-errors.mjs";
import { readResponsesTurn } from "./responses-turn.mjs";
import { SCENARIOS } from "./scenarios.mjs";
import { sendJson } from "./sse.mjs";

/**
 * A model request as it came: the turn it was understood as, and the whole body for what else may be of interest.
 * @typedef {{ path: string, turn: import("./plan.mjs").Turn, body: string, headers: import("node:http").IncomingHttpHeaders }} ModelRequest
 * @typedef {{ url: string, port: number, requests: () => ModelRequest[], close: () => Promise<void> }} ModelServer
 */

/** What is served where; other paths are not found. */
const PROTOCOLS = {
  "/v1/chat/completions": { read: readChatTurn, answer: answerChat, refuse: refuseChat },
  "/v1/messages": { read: readMessagesTurn, answer: answerMessages, refuse: refuseMessages },
  "/v1/responses": { read: readResponsesTurn, answer: answerResponses, refuse: refuseResponses },
};

/**
 * Starts a model server on loopback that speaks the Anthropic Messages API, the OpenAI Responses and Chat Completions APIs and the
 * Gemini API and plays one scenario. `answer` makes the answer from the user's prompt; without it every template is filled in with PASS.
 * `busy`: so many first requests are refused with a 429, each asking to wait so many seconds.
 * @param {{
 *   scenario?: import("./scenarios.mjs").ScenarioName,
 *   answer?: (prompt: string) => string,
 *   busy?: number[],
 *   port?: number,
 * }} options
 * @returns {Promise<ModelServer>}
 */
export async function startModelServer({
  scenario = "ok",
  answer = answerFromPrompt,
  busy = [],
  port = 0,
} = {}) {
  /** @type {ModelRequest[]} */
  const requests = [];
  /** @param {import("node:http").IncomingMessage} request @param {import("node:http").ServerResponse} response */
  const serve = async (request, response) => {
    const path = (request.url ?? "/").replace(/\?.*/, "");
    const protocol = protocolOf(path);
    const body = await readBody(request);
    if (protocol === undefined || request.method !== "POST") return answerAside(path, response);
    const parsed = { model: GOOGLE.exec(path)?.[1], ...JSON.parse(body) };
    const turn = protocol.read(parsed);
    requests.push({ path, turn, body, headers: request.headers });
    const wait = busy[requests.length - 1];
    if (wait !== undefined) return sendJson(response, 429, BUSY, { "retry-after": String(wait) });
    const plan = SCENARIOS[scenario].plan(turn, (prompt) => answer(prompt));
    if (plan.kind === "page") sendPage(response);
    else if (plan.kind === "error") protocol.refuse(response, plan.error);
    else await protocol.answer(response, parsed, plan);
  };
  const server = createServer((request, response) => {
    // A client that is ended in the middle of a request is no error; whatever else went wrong, it has to see.
    serve(request, response).catch((error) => response.destroy(error));
  });
  // codex tries a WebSocket first; this makes it use HTTP.
  server.on("upgrade", (_request, socket) => socket.end("HTTP/1.1 426 Upgrade Required\r\n\r\n"));
  await new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Stalled connections would keep it open for ever.
        server.closeAllConnections();
      }),
  };
}

/** The status says it in each protocol. */
const BUSY = { error: { message: "Slow down." } };

/** The Gemini API names the model in the path. */
const GOOGLE = /^\/v1beta\/models\/([^/]+):streamGenerateContent$/;

/** @param {string} path */
function protocolOf(path) {
  if (GOOGLE.test(path)) return { read: readGoogleTurn, answer: answerGoogle, refuse: refuseGoogle };
  return isServed(path) ? PROTOCOLS[path] : undefined;
}

/** @param {string} path @returns {path is keyof typeof PROTOCOLS} */
function isServed(path) {
  return Object.hasOwn(PROTOCOLS, path);
}

/** @param {import("node:http").ServerResponse} response */
function sendPage(response) {
  response.writeHead(200, { "content-type": "text/html" });
  response.end("<!doctype html><title>Log in</title><p>Log in to use this network.");
}

/** @param {string} path @param {import("node:http").ServerResponse} response */
function answerAside(path, response) {
  if (path === "/v1/models")
    sendJson(response, 200, {
      object: "list",
      data: [{ id: "local-model:1b" }],
      models: [],
      has_more: false,
    });
  else if (path === "/v1/messages/count_tokens") sendJson(response, 200, { input_tokens: 10 });
  else sendJson(response, 404, { error: { type: "not_found_error", message: "not served here" } });
}

/** @param {import("node:http").IncomingMessage} request */
async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
