import { setTimeout as sleep } from "node:timers/promises";

/** @typedef {import("node:http").ServerResponse} ServerResponse */

const CHARACTERS_PER_DELTA = 4096;
/** Time for what was written to reach the client before its connection is ended. */
const FLUSH_MS = 200;

/**
 * Begins an event stream; gives the function that sends one event.
 * @param {ServerResponse} response
 * @param {Record<string, string>} headers
 */
export function openEventStream(response, headers = {}) {
  response.writeHead(200, { "content-type": "text/event-stream", ...headers });
  return (/** @type {string} */ type, /** @type {object} */ data = {}) => {
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
  };
}

/**
 * Begins a stream of data without names of events; gives the function that sends one.
 * @param {ServerResponse} response
 */
export function openDataStream(response) {
  response.writeHead(200, { "content-type": "text/event-stream" });
  return (/** @type {object} */ data) => {
    response.write(`data: ${JSON.stringify(data)}\n\n`);
  };
}

/**
 * Sends a text in pieces. With `breaks`, what has to happen in the middle of it happens there, and the rest is never
 * sent: false then.
 * @param {ServerResponse} response
 * @param {string} text
 * @param {import("./plan.mjs").AnswerPlan["break"]} breaks
 * @param {(piece: string) => void} send
 * @returns {Promise<boolean>}
 */
export async function sendInPieces(response, text, breaks, send) {
  const sent = breaks === undefined ? text : text.slice(0, text.length / 2);
  for (let at = 0; at < sent.length; at += CHARACTERS_PER_DELTA) {
    send(sent.slice(at, at + CHARACTERS_PER_DELTA));
  }
  if (breaks === "cut") await cutConnection(response);
  return breaks === undefined;
}

/**
 * Ends the connection in the middle of a response.
 * @param {ServerResponse} response
 */
export async function cutConnection(response) {
  await sleep(FLUSH_MS);
  response.destroy();
}

/**
 * @param {ServerResponse} response
 * @param {number} status
 * @param {unknown} body
 * @param {Record<string, string>} headers
 */
export function sendJson(response, status, body, headers = {}) {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}
