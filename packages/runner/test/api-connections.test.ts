import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { API_PROVIDERS } from "@review/db/vocabulary";
import { startRawServer } from "@review/test-kit/raw-server.ts";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Environment } from "../src/process/search-path.ts";
import { boundedFetch } from "../src/services/bounded-fetch.ts";
import { apiContext, apiRequest, KEY, runnerAt, serve } from "./api-setup.ts";

/** A server on loopback that lets nobody through, or, with a port, leads there. */
async function proxy(port?: number) {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.url ?? "");
    response.writeHead(403).end();
  });
  server.on("connect", (request, socket) => {
    seen.push(request.url ?? "");
    if (port === undefined) return void socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    const through = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      through.pipe(socket).pipe(through);
    });
    through.on("error", () => socket.destroy());
    socket.on("error", () => through.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const SSH = { text: "SSH-2.0-OpenSSH_9.6\r\n" };

async function ask(url: string, environment: Environment = {}) {
  const context = apiContext({ environment: { THE_KEY: KEY, ...environment } });
  return runnerAt(url, "anthropic").execute(apiRequest(), context);
}

describe("a service that is not reached", () => {
  it("is told to be at a port that nobody asks, where `fetch` refuses it", async () => {
    const { ended } = await ask("http://127.0.0.1:9/v1");
    expect(ended).toEqual({
      how: "bad-address",
      message: "nobody asks a service at the port of 127.0.0.1:9: it belongs to another protocol",
      remedy: "check baseURL",
    });
  });

  it("is told as such, with its host and what to check", async () => {
    const { server, url } = await closedPort();
    expect(server.listening).toBe(false);
    const { ended } = await ask(url);
    expect(ended).toMatchObject({
      how: "bad-address",
      message: expect.stringMatching(/^nothing listens at 127\.0\.0\.1:\d+$/),
      remedy: "is the server started? baseURL names another",
    });
  });

  it("is told of a server that speaks http", async () => {
    const { port } = await serve("ok");
    const { ended } = await ask(`https://127.0.0.1:${port}`);
    expect(ended).toMatchObject({
      how: "bad-address",
      message: expect.stringMatching(/^what listens at 127\.0\.0\.1:\d+ does not speak https$/),
    });
  });

  it("is told of a proxy that lets nothing through", async () => {
    const { url, seen } = await proxy();
    const { ended } = await ask("https://models.invalid", { HTTPS_PROXY: url });
    expect(seen).toEqual(["models.invalid:443"]);
    expect(ended).toMatchObject({
      how: "bad-address",
      message: expect.stringContaining("the proxy did not let the request through to models.invalid"),
    });
  });

  it.each([
    ["closes the connection", "close", "it closes the connection without an answer"],
    ["closes it when it is asked", { text: "" }, "it closes the connection without an answer"],
    ["speaks another protocol", SSH, "what it answers is not HTTP"],
  ] as const)("is told, and asked once, of a proxy that %s", async (_, answer, words) => {
    for (const scheme of ["http", "https"]) {
      const { url, connections } = await startRawServer(answer);
      const { ended } = await ask(`${scheme}://models.invalid`, { HTTP_PROXY: url, HTTPS_PROXY: url });
      expect(ended).toEqual({
        how: "bad-address",
        message: `the proxy cannot be used (${words})`,
        remedy: "check HTTPS_PROXY, HTTP_PROXY and NO_PROXY",
      });
      expect(connections()).toBe(1);
    }
  });

  it("is told of a port that is another protocol's", async () => {
    const { url } = await startRawServer(SSH);
    expect((await ask(url)).ended).toMatchObject({
      how: "bad-address",
      message: expect.stringMatching(/^something other than .* answered at 127\.0\.0\.1:\d+ /),
    });
  });

  it("is told of a proxy of a kind that is not known", async () => {
    const { ended } = await ask("https://models.invalid", { ALL_PROXY: "socks5://127.0.0.1:1" });
    expect(ended).toMatchObject({
      how: "bad-address",
      message: expect.stringContaining("the proxy cannot be used (it must be one of HTTP, not socks5)"),
    });
  });

  it("is told of a proxy that is not there", async () => {
    const { url } = await closedPort();
    const { ended } = await ask("https://models.invalid", { https_proxy: url });
    expect(ended).toMatchObject({
      how: "bad-address",
      message: expect.stringMatching(/^nothing listens at port \d+, where a proxy should be$/),
    });
  });
});

it("is reached through a proxy, and without one where NO_PROXY says so", async () => {
  const server = await serve("ok");
  const { url, seen } = await proxy(server.port);
  expect((await ask("http://models.invalid", { HTTP_PROXY: url })).ended).toEqual({ how: "completed" });
  expect(seen).toHaveLength(1);
  expect((await ask(server.url, { HTTP_PROXY: url, NO_PROXY: "127.0.0.1" })).ended).toEqual({
    how: "completed",
  });
  expect(seen).toHaveLength(1);
});

it("does not follow a redirect, since the key would go along", async () => {
  const elsewhere = await serve("ok");
  const server = createServer((_, response) =>
    response.writeHead(307, { location: `${elsewhere.url}/v1/messages` }).end(),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { ended } = await ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  expect(ended).toMatchObject({
    how: "bad-address",
    message: expect.stringMatching(/: it redirects to .*\/v1\/messages, which is not followed$/),
  });
  expect(elsewhere.requests()).toEqual([]);
});

it.each(API_PROVIDERS)("is not understood where a stream of %s holds what is no JSON", async (provider) => {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end("data: {this is not json\n\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { ended } = await runnerAt(url, provider).execute(apiRequest(), apiContext());
  expect(ended).toMatchObject({
    how: "crashed",
    message: expect.stringMatching(/^something other than .* answered at /),
  });
});

it("cuts off an answer that is larger than a process may print", async () => {
  const server = await serve("big");
  const limited = await boundedFetch({}, server.url, 100_000);
  const { readApiError } = await import("../src/services/api-error.ts");
  const { PROVIDERS } = await import("../src/services/providers.ts");
  const { streamAnswer } = await import("../src/services/stream-answer.ts");
  const { facts } = await streamAnswer(
    () => PROVIDERS.anthropic.load({ baseURL: `${server.url}/v1`, key: KEY, fetch: limited }, "m"),
    { prompt: [{ role: "user", content: [{ type: "text", text: apiRequest().prompt }] }] },
    { request: apiRequest(), context: apiContext() },
  );
  expect(readApiError(facts.error)).toMatchObject({ tooMuch: true });
});

it("cuts off an answer with a line that is longer than any event, as it would be parsed in one go", async () => {
  const chunks = ["a\n", "b".repeat(60), "c".repeat(60)];
  const server = createServer((_, response) => {
    for (const chunk of chunks) response.write(chunk);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const read = async (longest: number) =>
    (await (await boundedFetch({}, url, 1_000, longest))(url, { headers: { connection: "close" } })).text();
  expect(await read(120)).toBe(chunks.join(""));
  await expect(read(119)).rejects.toThrow("too much output");
});

it("waits for no stream that does not end when it is aborted", async () => {
  const { streamAnswer } = await import("../src/services/stream-answer.ts");
  const interrupt = new AbortController();
  // Says one word and then nothing, not even that it was aborted.
  const stream = new ReadableStream({
    start: (controller) => controller.enqueue({ type: "text-delta", id: "1", delta: "a" }),
  });
  const streamed = streamAnswer(
    async () => ({
      doStream: async () => ({ stream }),
      doGenerate: () => Promise.reject(new Error("nobody asks for a whole answer")),
    }),
    { prompt: [] },
    {
      request: apiRequest(),
      context: apiContext({ signal: interrupt.signal, onProgress: () => interrupt.abort() }),
    },
  );
  expect(await streamed).toMatchObject({ text: "a", cause: "interrupted" });
});

/** A port on loopback where nobody listens any more. */
async function closedPort() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return { server, url: `http://127.0.0.1:${port}` };
}
