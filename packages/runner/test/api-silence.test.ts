import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { API_PROVIDERS } from "@review/db/vocabulary";
import { startRawServer } from "@review/test-kit/raw-server.ts";
import { describe, expect, it, onTestFinished } from "vitest";
import { apiContext, apiRequest, KEY, runnerAt } from "./api-setup.ts";
import { prepareSweep, runSweep } from "./sweep-setup.ts";

/** A server on loopback that never ends an answer. */
async function serveEndless(begin: (response: ServerResponse) => void) {
  const server = createServer((_, response) => begin(response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const headersAlone = (response: ServerResponse) => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.flushHeaders();
};

describe.each(API_PROVIDERS)("%s", (provider) => {
  it("is told to be silent where not a word came within the time", async () => {
    for (const url of [(await startRawServer("silence")).url, await serveEndless(headersAlone)]) {
      const { ended } = await runnerAt(url, provider).execute(apiRequest({ timeoutMs: 200 }), apiContext());
      expect(ended).toMatchObject({
        how: "silent",
        message: expect.stringMatching(/^timeout: .* sent nothing at all within 0\.2 s$/),
      });
    }
  });
});

it("does not cost a sweep its time for every batch", async () => {
  let asked = 0;
  const url = await serveEndless(() => {
    asked += 1;
  });
  const setup = await prepareSweep({ notes: 12 });
  const inner = runnerAt(url, "openai-compatible");
  const execute: typeof inner.execute = (request, context) =>
    inner.execute({ ...request, timeoutMs: 200 }, { ...context, environment: { THE_KEY: KEY } });
  const { summary } = await runSweep(setup, { ...inner, execute });
  expect(asked).toBe(2);
  expect(summary).toMatchObject({
    ...{ failed: 4, notStarted: 8, unpriced: 2 },
    stopped: { why: "silent", message: expect.stringMatching(/--timeout.*\(2 batches in a row\)$/) },
  });
});
