import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { readBody } from "../../src/server/read-body.ts";

it("refuses what breaks off, and calls it no error of ours", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const received = new Promise<IncomingMessage>((resolve) => server.once("request", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const headers = { "content-type": "application/json", "content-length": "100" };
  const sent = request({ host: "127.0.0.1", port, method: "POST", headers });
  sent.on("error", () => {});
  sent.write("{");
  const body = readBody(await received);
  sent.destroy();
  await expect(body).rejects.toMatchObject({ name: "Refusal", status: 400, code: "broken-off" });
});
