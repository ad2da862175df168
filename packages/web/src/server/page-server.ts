import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ROUTES, TOKEN_HASH } from "../api/page-source.ts";
import { LIVE_POLICY } from "../report/content-policy.ts";
import { PAGE_FILES, renderLivePage } from "../report/render-live-page.ts";
import { requireOwnOrigin, requireToken } from "./check-request.ts";
import { makeLivePage } from "./live-page.ts";
import type { PageHost } from "./page-host.ts";
import { politeHost } from "./polite-host.ts";
import { Refusal } from "./refusal.ts";
import { makeRoutes } from "./routes.ts";

/** The page, served to this machine alone. */
export interface PageServer {
  /** With the token behind its `#`, so that no log and no referrer has it. */
  url: string;
  /** Ends every connection and all that is read for them; waits a moment for what is being decided. */
  close(): Promise<void>;
}

const TOKEN_BYTES = 32;
/** How long what is being decided is waited for, in milliseconds. */
const CLOSE_MS = 700;

const HEADERS = {
  "content-security-policy": LIVE_POLICY,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin",
};

const TYPES = {
  html: "text/html",
  js: "text/javascript",
  css: "text/css",
  json: "application/json",
} as const;

/** Serves the page on 127.0.0.1; port 0 is any that is free. Rejects with what Node says where the port cannot be had. */
export async function startPageServer(given: PageHost, port: number): Promise<PageServer> {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  const over = new AbortController();
  const host = politeHost(given, over.signal);
  const live = makeLivePage(host);
  const routes = makeRoutes(host, live);
  const pages = new Map<string, [type: keyof typeof TYPES, text: string]>([
    ["/", ["html", renderLivePage(host)]],
    [PAGE_FILES.script, ["js", host.assets.script]],
    [PAGE_FILES.style, ["css", host.assets.style]],
  ]);
  const answering = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const answered = handle(request, response).finally(() => answering.delete(answered));
    answering.add(answered);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port, exclusive: true }, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    try {
      await answer(request, response);
    } catch (error) {
      refuse(response, error);
    }
  }

  async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams: query } = addressOf(message);
    const page = pages.get(pathname);
    requireOwnOrigin(message.headers, bound, page !== undefined);
    if (page) {
      requireMethod(message, "GET");
      send(response, ...page);
      return;
    }
    const isEvents = pathname === ROUTES.events;
    const route = routes.get(pathname);
    if (!route && !isEvents) throw new Refusal(404, "not-found", "there is nothing at this address");
    requireMethod(message, route?.method ?? "GET");
    const { "x-review-token": header } = message.headers;
    requireToken(isEvents ? (query.get("token") ?? undefined) : header?.toString(), token);
    if (!route) live.listen(response);
    else send(response, "json", await route.answer({ query, message, signal: untilClosed(response) }));
  }

  function refuse(response: ServerResponse, error: unknown): void {
    // Once the server ends, nobody is told why nothing more was read.
    if (response.headersSent || over.signal.aborted) {
      response.destroy();
      return;
    }
    const { status, code, message } = error instanceof Refusal ? error : host.explain(error);
    const headers = error instanceof Refusal ? error.headers : {};
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.statusCode = status;
    send(response, "json", JSON.stringify({ error: { code, message } }));
  }

  return {
    url: `http://127.0.0.1:${bound}/${TOKEN_HASH}${token}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      live.end();
      over.abort();
      const patience = new AbortController();
      await Promise.race([Promise.all(answering), waitFor(CLOSE_MS, patience.signal)]);
      patience.abort();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Aborts when the connection is closed before the answer was sent. */
function untilClosed(response: ServerResponse): AbortSignal {
  const left = new AbortController();
  response.once("close", () => left.abort());
  return left.signal;
}

function addressOf({ url = "/" }: IncomingMessage): URL {
  const base = "http://page.invalid";
  const address = url.startsWith("/") && URL.canParse(url, base) ? new URL(url, base) : undefined;
  if (address?.origin === base) return address;
  throw new Refusal(404, "not-found", "there is nothing at this address");
}

function requireMethod({ method }: IncomingMessage, allowed: "GET" | "POST"): void {
  if (method === allowed || (method === "HEAD" && allowed === "GET")) return;
  throw new Refusal(405, "method-not-allowed", `${method} is not what is done here`, { allow: allowed });
}

function send(response: ServerResponse, type: keyof typeof TYPES, text: string | undefined): void {
  if (text === undefined && response.statusCode === 200) response.statusCode = 204;
  if (text !== undefined) response.setHeader("content-type", `${TYPES[type]}; charset=utf-8`);
  response.end(text);
}

function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });
}
