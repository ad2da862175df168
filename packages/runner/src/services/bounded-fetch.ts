import type { buildConnector, Dispatcher, Pool } from "undici";
import { MAX_OUTPUT_BYTES } from "../process/output-limit.ts";
import type { Environment } from "../process/search-path.ts";
import { proxyFor } from "./proxies.ts";

/** The service sent more than an answer can have. */
export class TooMuchOutputError extends Error {
  override readonly name = "TooMuchOutputError";
}

/** Nothing is streamed: the answer stands as a whole in this response, whatever was asked for. */
export class WholeAnswerError extends Error {
  override readonly name = "WholeAnswerError";
  readonly response: Response;
  constructor(response: Response) {
    super("the answer came as a whole");
    this.response = response;
  }
}

/** What the environment names as a proxy cannot be one. */
export class BadProxyError extends Error {
  override readonly name = "BadProxyError";
}

/** The longest line: all that an answer says stands in one at its end, and is parsed in one go. */
export const MAX_LINE_BYTES = 4 * 1024 * 1024;

/**
 * `fetch` as services are asked: through the proxies of the environment, never on to where an answer redirects (the key would go along), and an
 * answer that is larger than what a process may print, or has a line that is longer than any event, breaks off with TooMuchOutputError.
 * Throws WholeAnswerError for one that is no stream of events but one object.
 */
export async function boundedFetch(
  environment: Environment,
  baseURL: string,
  maxBytes: number = MAX_OUTPUT_BYTES,
  maxLineBytes: number = MAX_LINE_BYTES,
): Promise<typeof fetch> {
  const asked = await fetchFor(baseURL, environment);
  return async (input, init) => {
    const response = await asked(input, { ...init, redirect: "manual" });
    if (response.body === null) return response;
    const { status, statusText, headers } = response;
    const asItIs = (body: ReadableStream) => new Response(body, { status, statusText, headers });
    const body = bounded(response.body, maxBytes, maxLineBytes);
    if (!response.ok || !/\bjson\b/i.test(headers.get("content-type") ?? "")) return asItIs(body);
    const [beginning, whole] = body.tee();
    if (await beginsAsObject(beginning)) throw new WholeAnswerError(asItIs(whole));
    return asItIs(whole);
  };
}

/** There are servers that call a stream of events JSON. */
async function beginsAsObject(body: ReadableStream<Uint8Array>): Promise<boolean> {
  const reader = body.getReader();
  const { value } = await reader.read();
  reader.cancel().catch(() => undefined);
  return /^\s*\{/.test(new TextDecoder().decode(value));
}

const LINE_FEED = 0x0a;

/** Read by hand: to pipe it through a stream of another kind takes several times as long. */
function bounded(
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
  maxLineBytes: number,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let received = 0;
  /** Of the line that has not ended. */
  let open = 0;
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value: chunk } = await reader.read();
      if (done) return controller.close();
      received += chunk.byteLength;
      // Lines within a chunk are no longer than it.
      const lineEnd = chunk.indexOf(LINE_FEED);
      const ended = open + (lineEnd === -1 ? chunk.byteLength : lineEnd);
      open = lineEnd === -1 ? ended : chunk.byteLength - chunk.lastIndexOf(LINE_FEED) - 1;
      if (received <= maxBytes && Math.max(ended, open) <= maxLineBytes) return controller.enqueue(chunk);
      const tooMuch = new TooMuchOutputError("too much output");
      controller.error(tooMuch);
      await reader.cancel(tooMuch);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/**
 * Node's own `fetch`, with parts of undici where they are needed: Node 20's knows of no proxies, and never settles where a server without TLS
 * closes a connection before it was asked anything. For the latter the agent is enough, which loads in a quarter of the time of all of undici.
 */
async function fetchFor(baseURL: string, environment: Environment): Promise<typeof fetch> {
  const uri = proxyFor(baseURL, environment);
  if (uri !== undefined) {
    if (!/^https?:\/\//i.test(uri))
      throw new BadProxyError(`it must be one of HTTP, not ${uri.split(":")[0]}`);
    const { ProxyAgent, fetch: fetchBy, Pool } = await import("undici");
    const clientFactory = (origin: URL, { connect }: { connect: buildConnector.connector }) =>
      failAtOnce(new Pool(origin, { connect: heldByNobody(connect) }));
    return fetchThrough(fetchBy, new ProxyAgent({ uri, clientFactory }));
  }
  if (/^https:/i.test(baseURL)) return fetch;
  const { default: Agent } = await import("undici/lib/dispatcher/agent.js");
  // A server of one's own may take longer than undici's five minutes to read a prompt: the time that a batch may take bounds it.
  return fetchThrough(fetch, new Agent({ headersTimeout: 0, bodyTimeout: 0 }));
}

/** Codes of a connection to a proxy that ended before it answered. */
const CLOSED = /^(?:UND_ERR_SOCKET|ECONNRESET|EPIPE)$/;

/**
 * A proxy that can be asked only once. undici takes the code of a closed socket to mean that it is to be opened anew, and would connect to
 * such a proxy for ever, whoever aborts.
 */
function failAtOnce(proxy: Pool): Pool {
  const connect = proxy.connect.bind(proxy) as (options: Dispatcher.ConnectOptions) => Promise<unknown>;
  const orBadProxy = async (options: Dispatcher.ConnectOptions) => {
    try {
      return await connect(options);
    } catch (error) {
      const { name, code = "" } = error as NodeJS.ErrnoException;
      if (CLOSED.test(code)) throw new BadProxyError("it closes the connection without an answer");
      if (name === "HTTPParserError") throw new BadProxyError("what it answers is not HTTP");
      throw error;
    }
  };
  return Object.assign(proxy, { connect: orBadProxy });
}

/**
 * Whoever aborts a request leaves the question to the proxy open: such a connection keeps no process alive, what waits for an answer does
 * that itself.
 */
function heldByNobody(connect: buildConnector.connector): buildConnector.connector {
  return (options, callback) =>
    connect(options, (...connected) => {
      connected[1]?.unref();
      callback(...connected);
    });
}

/** The types of undici and those of Node's copy of it are not told to be the same. */
const fetchThrough = (fetchBy: unknown, dispatcher: object) =>
  ((input: unknown, init: object) =>
    Reflect.apply(fetchBy as typeof fetch, undefined, [input, { ...init, dispatcher }])) as typeof fetch;
